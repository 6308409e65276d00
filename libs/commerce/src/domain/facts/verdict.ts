import type { ParkingCode } from '@loyalty/contracts';

/** What a fact comes to, given what is known. Facts that can never be right throw instead. */
export type Verdict<Event> =
  | { readonly kind: 'effect'; readonly events: readonly Event[] }
  /** It says nothing new, or less than is known already. */
  | { readonly kind: 'no_news'; readonly code?: 'superseded' }
  | { readonly kind: 'waits'; readonly for: 'order' | 'payment' }
  | Contradiction;

export interface Contradiction {
  readonly kind: 'contradiction';
  readonly code: ParkingCode;
  /** What clashes with what. */
  readonly facts: Readonly<Record<string, string | number>>;
}

export const KNOWN = { kind: 'no_news' } as const;
export const SUPERSEDED = { kind: 'no_news', code: 'superseded' } as const;
export const WAITS_FOR_ORDER = { kind: 'waits', for: 'order' } as const;
export const WAITS_FOR_PAYMENT = { kind: 'waits', for: 'payment' } as const;

export function effect<Event>(...events: readonly Event[]): Verdict<Event> {
  return { kind: 'effect', events };
}

export function contradiction(code: ParkingCode, facts: Contradiction['facts'] = {}): Contradiction {
  return { kind: 'contradiction', code, facts };
}
