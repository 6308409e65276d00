import type { EarningRule } from '@loyalty/contracts';
import { lineCounts } from './conditions';
import type { EarningLine, Occasion, PaidOrder } from './occasion';

/** What of an occasion a rule looks at: the lines that count with their amounts, and shipping where it counts. */
export interface RuleBase {
  readonly lines: readonly { readonly lineId: string; readonly amountMinor: number }[];
  readonly shippingMinor: number;
  readonly totalMinor: number;
}

/** The base of a rule: after discounts, with or without tax and shipping, without the excluded categories. */
export function baseOf({ base, conditions }: EarningRule, occasion: Occasion): RuleBase {
  if (occasion.kind === 'activity') return { lines: [], shippingMinor: 0, totalMinor: 0 };
  const excluded = (line: EarningLine) => line.categories.some((category) => base.excludedCategories?.includes(category));
  const amount = (amountMinor: number, taxMinor: number) => taxed(occasion, base.tax, amountMinor, taxMinor);
  const lines = occasion.lines
    .filter((line) => !excluded(line) && lineCounts(line, conditions))
    .map(({ lineId, amountMinor, taxMinor }) => ({ lineId, amountMinor: amount(amountMinor, taxMinor) }));
  const shippingMinor = base.shipping === 'with' ? amount(occasion.shippingMinor, occasion.shippingTaxMinor) : 0;
  return { lines, shippingMinor, totalMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, shippingMinor) };
}

/** An amount as the rule wants it, from one that the shop states with tax in it or without. */
function taxed({ taxIncluded }: PaidOrder, wanted: 'with' | 'without', amountMinor: number, taxMinor: number): number {
  if (taxIncluded === (wanted === 'with')) return amountMinor;
  return taxIncluded ? amountMinor - taxMinor : amountMinor + taxMinor;
}
