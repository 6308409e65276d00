import { isUtf8 } from 'node:buffer';
import { DomainError, invalid } from '@loyalty/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { LIMITS } from './limits';
import { takeStreamedBodies } from './streamed-body';

/**
 * The kind of body of every route that says nothing else: JSON in UTF-8, not compressed. Of a member that comes twice the last one counts, as for
 * `JSON.parse` everywhere. A member `__proto__` is refused wherever it stands: no honest client sends one.
 */
export function takeJsonBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer', bodyLimit: LIMITS.body }, (request, body, done) => {
    try {
      done(null, parseBody(request, body as Buffer));
    } catch (error) {
      done(error as Error, undefined);
    }
  });
  takeStreamedBodies(fastify, unsupported);
}

function parseBody(request: FastifyRequest, body: Buffer): unknown {
  const { headers } = request;
  if (headers['content-encoding'] !== undefined && headers['content-encoding'] !== 'identity') throw unsupported();
  const type = headers['content-type']!;
  if (type.length > 16 && !/^application\/json\s*(?:;\s*charset="?utf-?8"?\s*)?$/i.test(type)) throw unsupported();
  request.bodyLength = body.length;
  if (body.length === 0) return undefined;
  if (!isUtf8(body)) throw malformed('it is not UTF-8');
  return parseJson(body.toString('utf8'));
}

/** `__proto__`, plain or with any of its characters written as an escape. */
const SUSPECT = /__proto__|\\u00(?:5f|7[024]|6f)/i;

/** @throws validation `json_malformed` */
export function parseJson(text: string): unknown {
  try {
    return SUSPECT.test(text) ? JSON.parse(text, refuseProto) : JSON.parse(text);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    // The parser's own words may quote the body, which may be personal.
    throw malformed('it is not JSON');
  }
}

function refuseProto(name: string, value: unknown): unknown {
  if (name === '__proto__') throw malformed('it has a member __proto__');
  return value;
}

function malformed(reason: string): DomainError {
  return invalid('json_malformed', `The body cannot be read: ${reason}`, { reason });
}

function unsupported(): DomainError {
  return invalid('media_type_unsupported', 'A body must be application/json in UTF-8, not compressed');
}
