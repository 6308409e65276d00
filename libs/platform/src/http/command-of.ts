import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import { fingerprint, invalid } from '@loyalty/kernel';
import type { Command } from '@loyalty/ledger';
import type { FastifyRequest } from 'fastify';
import { requestInvalid } from '../validation/validated';
import { checkedBody } from './checked-body';
import { LIMITS } from './limits';
import { declareRoute } from './route-declaration';

const KEY = /^[\x21-\x7e]{1,120}$/;

const fromRequest = createParamDecorator((name: string, context: ExecutionContext) => commandOf(name, context.switchToHttp().getRequest<FastifyRequest>()));

const batchFromRequest = createParamDecorator((_: unknown, context: ExecutionContext) => batchOf(context.switchToHttp().getRequest<FastifyRequest>()));

/**
 * Makes the route a command and hands over what `ledger.transact` wants: who asks, under which id, and the hash that
 * tells a repeat from another request under the same id. Every POST, PUT, PATCH or DELETE has one, or says
 * `@ChangesNothing()`. What decides the outcome belongs into the path or the body: a query string is not hashed.
 */
export function CommandOf(name: string): ParameterDecorator {
  return declaring(name, fromRequest(name));
}

/** Who sends several commands at once, and under which key. */
export type Batch = Pick<Command, 'id' | 'actor'>;

/** Makes the route one of many commands, each with an id of its own: nothing is hashed for all of them. */
export function BatchOf(name: string): ParameterDecorator {
  return declaring(name, batchFromRequest());
}

function declaring(name: string, parameter: ParameterDecorator): ParameterDecorator {
  return (target, key, index) => {
    declareRoute(target, key!, { command: name });
    ApiHeader({
      name: 'Idempotency-Key', required: true, schema: { type: 'string', minLength: 1, maxLength: LIMITS.idempotencyKey, pattern: '^[\\x21-\\x7e]+$' },
      description: 'Any text of your own; the same key with the same request gives the same answer again, for ever.',
    })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    parameter(target, key, index);
  };
}

/** A POST that only asks: it needs no Idempotency-Key. */
export function ChangesNothing(): MethodDecorator {
  return (target, key) => declareRoute(target, key, { changesNothing: true });
}

/** @throws validation `idempotency_key_missing`, `idempotency_key_invalid`, `request_invalid`, `not_canonical` */
export function commandOf(name: string, request: FastifyRequest): Command {
  const { id, actor } = batchOf(request);
  return { id, actor, fingerprint: fingerprint({ command: name, path: request.params, body: checkedBody(request) }), length: request.bodyLength };
}

function batchOf(request: FastifyRequest): Batch {
  const key = request.headers['idempotency-key'];
  if (key === undefined || key === '') throw invalid('idempotency_key_missing', 'A command needs the header Idempotency-Key');
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid('idempotency_key_invalid', `An Idempotency-Key has 1 to ${LIMITS.idempotencyKey} visible ASCII characters`, { length: key.length });
  }
  const { body: dto, streamed } = request.routeOptions.config;
  const body = checkedBody(request);
  if (dto === undefined && streamed === undefined && !isEmpty(body)) {
    throw requestInvalid([{ field: '', code: 'unexpected', message: 'must be left out: this command has none' }]);
  }
  const actor = request.caller!.id;
  const id = `${actor}:${key}`;
  request.commandId = id;
  return { id, actor };
}

function isEmpty(body: unknown): boolean {
  return body === undefined || (typeof body === 'object' && body !== null && !Array.isArray(body) && Object.keys(body).length === 0);
}
