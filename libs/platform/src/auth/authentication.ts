import { DomainError } from '@loyalty/kernel';
import type { FastifyRequest, HookHandlerDoneFunction } from 'fastify';
import type { ApiKeyRecord, Role } from './api-key';

/**
 * Lets in who may come in, before anything of the body is read, and notes who it is. A Fastify hook rather than a Nest
 * guard: it costs one hash and one look-up.
 */
export function authentication(find: (key: string) => ApiKeyRecord | undefined) {
  return (request: FastifyRequest, _reply: unknown, done: HookHandlerDoneFunction): void => {
    const { access } = request.routeOptions.config;
    if (access === undefined || access.kind === 'public') return done();
    if (access.loopback && comesFromThisMachine(request)) return done();
    const key = keyOf(request);
    if (key === undefined) return done(unauthorized('api_key_missing', 'Send an API key as "Authorization: Bearer <key>" or "X-API-Key: <key>"'));
    const caller = find(key);
    if (caller === undefined) return done(unauthorized('api_key_unknown', 'This API key is unknown, revoked or expired'));
    if (!holdsOne(caller.roles, access.roles)) return done(new DomainError('forbidden', 'role_missing', `This needs the role ${access.roles.join(' or ')}`, { needed: access.roles }));
    request.caller = caller;
    done();
  };
}

function holdsOne(held: readonly Role[], needed: readonly Role[]): boolean {
  for (const role of held) if (needed.includes(role)) return true;
  return false;
}

function keyOf({ headers }: FastifyRequest): string | undefined {
  const { authorization } = headers;
  if (authorization !== undefined && /^bearer /i.test(authorization)) return authorization.slice(7).trim();
  const key = headers['x-api-key'];
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** A proxy on this machine speaks for others, so a forwarded request does not count. */
function comesFromThisMachine({ headers, socket }: FastifyRequest): boolean {
  if (headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined) return false;
  const address = socket.remoteAddress ?? '';
  return address === '::1' || address.startsWith('127.') || address.startsWith('::ffff:127.');
}

function unauthorized(code: string, message: string): DomainError {
  return new DomainError('forbidden', code, message);
}
