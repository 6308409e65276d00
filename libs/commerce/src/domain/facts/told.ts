import type { Instant } from '@loyalty/kernel';
import type { Fact, PricedOrder } from '@loyalty/contracts';

/** A fact that makes sense in itself: its moment is one, its amounts add up. Whether it fits what is known is still open. */
export interface Told<F extends Fact = Fact> {
  readonly fact: F;
  readonly at: Instant;
  /** The fact's order, priced, where it carries one. */
  readonly order?: PricedOrder;
}
