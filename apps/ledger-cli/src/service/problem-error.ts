import { DomainError, type ErrorCategory } from '@loyalty/kernel';
import type { Problem } from '@loyalty/platform';

const CATEGORIES: Readonly<Record<number, ErrorCategory>> = { 401: 'forbidden', 403: 'forbidden', 404: 'not_found', 409: 'conflict', 422: 'state' };

/** What a service refused with, under the same code; undefined when that is no problem of ours. */
export function errorOfProblem(body: unknown): DomainError | undefined {
  if (!isProblem(body)) return undefined;
  const { status, code, detail, facts = {} } = body;
  // A fault of the service is nothing that the caller gave wrongly, nor is it a damaged store: something is in the way.
  return new DomainError(status >= 500 ? 'unavailable' : (CATEGORIES[status] ?? 'validation'), code, `${detail} (${code})`, facts, { retryable: body.retryable });
}

function isProblem(body: unknown): body is Problem {
  const { code, status, detail } = (body ?? {}) as Partial<Problem>;
  return typeof code === 'string' && typeof status === 'number' && typeof detail === 'string';
}
