import type { Readable } from 'node:stream';
import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiConsumes } from '@nestjs/swagger';
import { DomainError, invalid } from '@loyalty/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { declareRoute } from './route-declaration';

/** Media types that a route may take as a stream. */
const STREAMED = ['text/csv', 'text/plain'];

export interface StreamLimits {
  readonly types: readonly string[];
  readonly bytesMax: number;
}

/**
 * A body of another kind than JSON, as bytes that nobody has looked at: for files that are read as they come. It belongs
 * on a route with `@BatchOf`, for nothing of it is hashed. Refused are `media_type_unsupported`, and in the midst of
 * reading `body_too_large`.
 */
export function StreamedBody({ types, bytesMax }: StreamLimits): ParameterDecorator {
  return (target, key, index) => {
    declareRoute(target, key!, { streamed: types });
    const descriptor = Object.getOwnPropertyDescriptor(target, key!)!;
    ApiConsumes(...types)(target, key!, descriptor);
    ApiBody({ schema: { type: 'string', format: 'binary' }, required: true })(target, key!, descriptor);
    createParamDecorator((_: unknown, context: ExecutionContext) => bodyOf(context.switchToHttp().getRequest<FastifyRequest>(), bytesMax))()(target, key, index);
  };
}

/** Lets such bodies through to the routes that asked for them, and to no other. */
export function takeStreamedBodies(fastify: FastifyInstance, unsupported: () => DomainError): void {
  fastify.addContentTypeParser(STREAMED, (request, body, done) => {
    const { streamed } = request.routeOptions.config;
    const type = request.headers['content-type']!.split(';', 1)[0]!.trim().toLowerCase();
    if (streamed?.includes(type) !== true || (request.headers['content-encoding'] ?? 'identity') !== 'identity') return done(unsupported(), undefined);
    done(null, body);
  });
}

function bodyOf({ body, headers }: FastifyRequest, bytesMax: number): AsyncIterable<Uint8Array> {
  if (body === undefined || body === null) throw invalid('body_missing', 'This needs a body', {});
  if (typeof (body as Partial<Readable>).pipe !== 'function') throw invalid('media_type_unsupported', 'This body must be text, not JSON', {});
  if (Number(headers['content-length']) > bytesMax) throw tooLarge(bytesMax);
  return upTo(bytesMax, body as Readable);
}

async function* upTo(bytesMax: number, body: Readable): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  try {
    // Else a refusal in the midst would cut the connection that it has to go over.
    for await (const piece of body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>) {
      bytes += piece.length;
      if (bytes > bytesMax) throw tooLarge(bytesMax);
      yield piece;
    }
  } finally {
    // What is left unread would hold up the next request; how long it may take to come is limited for every request.
    body.resume();
  }
}

function tooLarge(limit: number): DomainError {
  return invalid('body_too_large', `This body has at most ${limit} bytes`, { limit });
}
