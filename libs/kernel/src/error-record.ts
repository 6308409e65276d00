import { DomainError, isDomainError } from './errors';
import type { ErrorCategory } from './errors';

/** A rejection as it is stored with its command: the same answer must be given for ever (invariant 4). */
export interface ErrorRecord {
  readonly category: ErrorCategory;
  readonly code: string;
  readonly message: string;
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The error as plain JSON, without stack and cause: those belong in a log line, not in an answer. */
export function errorToJson(e: DomainError): ErrorRecord {
  return { category: e.category, code: e.code, message: e.message, retryable: e.retryable, facts: e.facts };
}

/**
 * The error that `errorToJson` wrote.
 * @throws corruption `error_record_invalid` when the stored value is no such record.
 */
export function errorFromJson(json: unknown): DomainError {
  if (!isDomainError(json)) {
    throw new DomainError('corruption', 'error_record_invalid', 'A stored rejection lacks its code, category or message');
  }
  const { category, code, message, retryable, facts } = json as ErrorRecord;
  return new DomainError(category, code, message, facts ?? {}, { retryable });
}
