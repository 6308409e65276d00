import { status } from '@grpc/grpc-js';
import { isDomainError, invalid, type DomainError } from '@loyalty/kernel';
import { storeUnavailable } from '@loyalty/ledger';

/** The driver's errors are told by what they say of themselves: they come from two of its layers. */
interface KurrentError {
  readonly type?: string;
  readonly code?: number;
  readonly size?: number;
  readonly maxSize?: number;
  readonly maxAppendSize?: number;
  readonly stream?: string;
  readonly message?: string;
}

/**
 * A driver's error as one of ours: `event_too_large` and `commit_too_large` for what the server does not take, `store_unavailable`
 * for everything else, with the driver's word for it as the reason.
 */
export function fromKurrent(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  const { type, code, size, maxSize, maxAppendSize, stream, message } = error as KurrentError;
  if (type === 'append-record-size-exceeded') {
    return invalid('event_too_large', `A record of ${stream} has ${size} bytes; the server takes ${maxSize}`, { stream, length: size, limit: maxSize });
  }
  if (type === 'transaction-max-size-exceeded' || type === 'maximum-append-size-exceeded') {
    const limit = maxSize ?? maxAppendSize;
    return invalid('commit_too_large', `The server takes ${limit} bytes in one commit`, { size, limit });
  }
  if (type === 'unsupported') return storeUnavailable('the server is older than 26.1', error);
  return storeUnavailable(type ?? (code === undefined ? message ?? String(error) : status[code] ?? String(code)), error);
}

const SETTLED: ReadonlySet<unknown> = new Set([
  'access-denied', 'unsupported', 'append-consistency-violation', 'invalid-argument',
  status.INVALID_ARGUMENT, status.UNAUTHENTICATED, status.PERMISSION_DENIED, status.UNIMPLEMENTED,
]);

/** Whether nobody heard the answer: the request may have been carried out, and asking again may help. */
export function isAnswerLost(error: unknown): boolean {
  if (isDomainError(error)) return error.code === 'store_unavailable' && error.cause !== undefined && isAnswerLost(error.cause);
  const { type, code } = error as KurrentError;
  return !SETTLED.has(type) && !SETTLED.has(code) && fromKurrent(error).code === 'store_unavailable';
}
