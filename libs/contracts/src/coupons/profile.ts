/**
 * The arithmetic of a shop. The default is ours; other values are the documented ways of other systems, so that a shop
 * can move over and prove its old orders.
 */
export interface CompatibilityProfile {
  /** What percentages are taken of where a campaign does not say. */
  readonly base: 'remaining' | 'initial';
  readonly rounding: 'half_up' | 'half_even' | 'half_down' | 'down';
  /** Where a percentage is rounded: once on the promotion's total, on each line, or on each unit. */
  readonly roundedOn: 'total' | 'line' | 'unit';
  /**
   * Where the units go that do not divide: to the largest remainders; one each to the first lines; all to the first line
   * with room; to the last line; by rounding a running sum; or each share rounded and the difference to the first lines.
   */
  readonly remainder: 'largest' | 'first' | 'fillFirst' | 'last' | 'running' | 'nearest';
  /** A fixed amount larger than what it is taken off: cut to it, or not given at all. */
  readonly overLarge: 'clamp' | 'skip';
  /** Which units a limited promotion takes where it does not say; `mostUnits`: those of the lines with the most units. */
  readonly limitOrder: 'dearest' | 'cheapest' | 'mostUnits';
  /** Whether units that one promotion took something off are there for the next; campaigns that are `always` share them anyway. */
  readonly units: 'shared' | 'consumed';
  /** Best of a group: for the whole basket, or line by line. */
  readonly bestOf: 'basket' | 'line';
  /** Whether amounts off are shared out to lines that no later, narrower promotion aims at. */
  readonly spread: 'proportional' | 'leavingRoom';
  /** Whether promotions see prices as the shop states them, or with their taxes. */
  readonly amounts: 'asPriced' | 'gross';
  /** Which figure of a line stays exact when its tax is worked out: what is paid, or, with taxes on top, net and tax each rounded. */
  readonly taxes: 'payableExact' | 'netAndTaxRounded';
}
