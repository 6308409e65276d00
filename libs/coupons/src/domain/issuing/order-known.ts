import type { Instant } from '@loyalty/kernel';

/** A paid order of a member, as it stood among the member's orders when it was told. */
export interface KnownOrder {
  /** `<shop>/<orderId>`. */
  readonly order: string;
  /** The member's n-th. */
  readonly number: number;
  readonly placedAt: Instant;
  readonly currency: string;
  /** Less what was refunded; 0 once it was cancelled. */
  readonly paidMinor: number;
  /** All that the member had spent in this currency by then, refunds off. */
  readonly spentMinor: number;
  readonly cancelled?: true;
}
