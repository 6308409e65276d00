import type { EvaluationRequest, RedemptionPayment } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import type { CodeKeys } from '../../domain/codes/code-keys';

/** What redemptions work with: the ledger, and the secrets that codes are made with. */
export interface Desk {
  readonly ledger: Ledger;
  readonly keys: CodeKeys;
}

/** `at`: the instant that is asked about; `now`: the one at which it is asked, not earlier. What is held counts as it is now. */
export interface AskedAt {
  readonly at: Instant;
  readonly now: Instant;
}

/** A basket with codes as they were typed; what they mean and what is used is found out here. */
export interface Asked extends Pick<EvaluationRequest, 'basket' | 'member' | 'device' | 'cartId' | 'stock'> {
  readonly codes: readonly string[];
  /** Of `cartId`. */
  readonly shop?: string;
}

export interface AskedRedemption extends Asked {
  readonly redemptionId: string;
  /** A code that gives nothing does not stand in the way of what is given; the attempt is on record all the same. */
  readonly asFarAsPossible?: boolean;
}

/** Points that were set aside for a basket: they pay for what was left of it then. */
export interface PointsForBasket {
  readonly payment: RedemptionPayment;
  readonly until: Instant;
  readonly payableMinor: number;
}

export interface AskedHold extends AskedRedemption {
  /** Left out: as the campaigns say. */
  readonly seconds?: number;
  /** Points that pay. `wanted`: none are set aside, so it may be refused but not held. */
  readonly paid?: PointsForBasket | 'wanted';
}
