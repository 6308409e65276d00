import 'reflect-metadata';
import { RouteConfig } from '@nestjs/platform-fastify';
import { FASTIFY_ROUTE_CONFIG_METADATA } from '@nestjs/platform-fastify/constants.js';
import type { Role } from '../auth/api-key';
import type { Dto } from '../validation/dto-schema';

/** Who may call a route. `loopback` lets the machine itself in without a key. */
export type Access =
  | { readonly kind: 'public' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[]; readonly loopback: boolean };

/** What a route says of itself; Fastify keeps it with the route, so looking it up costs nothing. */
export interface RouteDeclaration {
  access?: Access;
  /** The name of the command that the route gives. */
  command?: string;
  /** A POST that only asks. */
  changesNothing?: true;
  /** What the body is checked against. */
  body?: Dto;
  /** The media types of a body that is handed over as a stream, as it comes. */
  streamed?: readonly string[];
}

/** Who asks, as the key says. */
export interface Caller {
  readonly id: string;
  readonly roles: readonly Role[];
}

declare module 'fastify' {
  // eslint-disable-next-line @typescript-eslint/no-empty-object-type -- Fastify's types are extended by merging
  interface FastifyContextConfig extends RouteDeclaration {}
  interface FastifyRequest {
    caller: Caller | undefined;
    /** Bytes of the body as it came. */
    bodyLength: number;
    bodyChecked: boolean;
    /** The id of the command that the request gives, for the log. */
    commandId: string | undefined;
  }
}

/** Adds to what the method `key` of a controller declares; each of our decorators adds its part. */
export function declareRoute(target: object, key: string | symbol, part: RouteDeclaration): void {
  const method = (target as Record<string | symbol, object>)[key]!;
  const known = (Reflect.getMetadata(FASTIFY_ROUTE_CONFIG_METADATA, method) ?? {}) as RouteDeclaration;
  RouteConfig({ ...known, ...part })(target, key, Object.getOwnPropertyDescriptor(target, key)!);
}
