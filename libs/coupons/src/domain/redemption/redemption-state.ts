import type { RedeemedOrder, RedemptionContent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';

/** What came back so far. */
export interface Returned {
  /** Units by line. */
  readonly lines: Readonly<Record<string, number>>;
  readonly refundMinor: number;
  /** Money by campaign. */
  readonly givenBack: Readonly<Record<string, number>>;
  readonly usesBack: boolean;
}

export interface RedemptionState {
  readonly status: 'none' | 'held' | 'committed' | 'released' | 'lapsed' | 'reversed';
  /** Of the newest hold. */
  readonly content?: RedemptionContent;
  readonly until?: Instant;
  readonly order?: RedeemedOrder;
  readonly returned?: Returned;
}

export const NO_REDEMPTION: RedemptionState = { status: 'none' };
export const NOTHING_RETURNED: Returned = { lines: {}, refundMinor: 0, givenBack: {}, usesBack: false };

/** A redemption whose hold has run out, whether or not that was written down. */
export function isLapsed({ status, until }: Pick<RedemptionState, 'status' | 'until'>, at: Instant): boolean {
  return status === 'held' && until! <= at;
}

/** A hold that still sets something aside. */
export function isOpen({ status, until }: Pick<RedemptionState, 'status' | 'until'>, at: Instant): boolean {
  return status === 'held' && until! > at;
}
