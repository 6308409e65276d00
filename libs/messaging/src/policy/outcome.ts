import { DomainError, errorToJson, isDomainError, type ErrorRecord } from '@loyalty/kernel';

/**
 * What came of one event. Only `retry` is not final: after the last attempt it becomes `parked`. The names are those of
 * the counters (invariant 13).
 */
export type Outcome =
  | { readonly kind: 'applied' }
  /** It had its effect before; it has none now. */
  | { readonly kind: 'duplicate' }
  /** A rule says that it does not concern this consumer. */
  | { readonly kind: 'ignored'; readonly rule: string }
  /** It cannot be taken as things are; a person decides. */
  | { readonly kind: 'parked'; readonly error: ErrorRecord }
  | { readonly kind: 'retry'; readonly error: ErrorRecord };

export const APPLIED: Outcome = { kind: 'applied' };
export const DUPLICATE: Outcome = { kind: 'duplicate' };

export function ignored(rule: string): Outcome {
  return { kind: 'ignored', rule };
}

/**
 * An error as an outcome: tried again where that can help, else parked. What is not one of our errors is a defect of
 * the handler: trying again would only repeat it.
 */
export function outcomeOfError(error: unknown): Extract<Outcome, { readonly error: ErrorRecord }> {
  if (isDomainError(error)) return { kind: error.retryable ? 'retry' : 'parked', error: errorToJson(error) };
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { kind: 'parked', error: errorToJson(new DomainError('corruption', 'handler_failed', message)) };
}
