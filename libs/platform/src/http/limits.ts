/** What a request may be at most; each limit has its named error. */
export const LIMITS = {
  /** Bytes of a body: `body_too_large`. */
  body: 4 * 1024 * 1024,
  /** Bytes of all header lines together: `headers_too_large`. */
  headers: 16 * 1024,
  /** Characters of one part of a path: `uri_too_long`. */
  pathPart: 200,
  /** Characters of an Idempotency-Key: `idempotency_key_invalid`. */
  idempotencyKey: 120,
  /** Time to send the header lines, and the whole request: `request_timeout`. */
  headersMs: 10_000,
  requestMs: 30_000,
  /** A connection without a request is closed after this. */
  keepAliveMs: 65_000,
} as const;
