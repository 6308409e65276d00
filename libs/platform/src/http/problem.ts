import type { DomainError } from '@loyalty/kernel';
import { statusOf } from './status';

/** An error as RFC 9457 wants it, with our code, its facts and whether the same request may succeed later. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** The path that was asked for, without its query. */
  readonly instance: string;
  readonly code: string;
  readonly retryable: boolean;
  readonly facts: Readonly<Record<string, unknown>>;
  /** Stands in the log too. */
  readonly requestId: string;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

/** What may be told of our own faults: that there is one. The rest is in the log under the request id. */
const OURS: Readonly<Record<string, string>> = {
  corruption: 'What is stored contradicts itself; a person has to look at it',
  unavailable: 'A part of the service is not available; try again with the same Idempotency-Key',
};

/** Of those, what a caller can use and what holds nothing of the inside. */
const TOLD = new Set(['view_behind', 'shutting_down']);

export function problemOf(error: DomainError, { url, id }: { url: string; id: string }): Problem {
  const status = statusOf(error);
  const ours = TOLD.has(error.code) ? undefined : OURS[error.category];
  const end = url.indexOf('?');
  return {
    type: `urn:loyalty:error:${error.code}`,
    title: titleOf(error.code),
    status,
    detail: ours ?? error.message,
    instance: end === -1 ? url : url.slice(0, end),
    code: error.code,
    retryable: error.retryable,
    facts: ours === undefined ? error.facts : {},
    requestId: id,
  };
}

/** `points_not_enough` as "Points not enough": the same for every occurrence, as RFC 9457 asks of a title. */
function titleOf(code: string): string {
  const words = code.replaceAll('_', ' ').replaceAll('.', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Whole seconds to wait, for Retry-After; undefined where waiting does not help. */
export function retryAfterSeconds(error: DomainError): number | undefined {
  if (error.category !== 'overloaded' && error.category !== 'unavailable') return undefined;
  const ms = error.facts['retryAfterMs'];
  return typeof ms === 'number' && ms > 0 ? Math.ceil(ms / 1000) : 1;
}
