import type { FastifyReply, FastifyRequest } from 'fastify';

/** An entity tag made of a stream's or a document's revision (RFC 9110, section 8.8.3). */
export function entityTag(revision: number): string {
  return `"${revision}"`;
}

/** A Fastify onSend hook: a reader who has this revision already gets 304 and no body (RFC 9110, section 13.1.2). */
export function notModified(request: FastifyRequest, reply: FastifyReply, payload: unknown, done: (error: null, payload?: unknown) => void): void {
  const seen = request.headers['if-none-match'];
  if (seen === undefined || reply.statusCode !== 200) return done(null, payload);
  const tag = reply.getHeader('etag');
  if (typeof tag !== 'string' || !matches(seen, tag)) return done(null, payload);
  reply.code(304).removeHeader('content-type').removeHeader('content-length');
  done(null, null);
}

function matches(seen: string, tag: string): boolean {
  return seen.trim() === '*' || seen.split(',').some((one) => one.trim().replace(/^W\//, '') === tag);
}
