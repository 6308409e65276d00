import type { CampaignGivenBack, RedemptionContent, RedemptionReversed, RedemptionUse } from '@loyalty/contracts';
import { returnLines, type LineReturn, type ReturnedUnits } from '../returns/return-lines';
import { brokenThresholds } from './broken-thresholds';
import { NOTHING_RETURNED, type Returned } from './redemption-state';

export type Reversal = Omit<RedemptionReversed['data'], 'redemptionId' | 'memberId' | 'currency'>;

/**
 * What comes back with some units, by the stored allocations. All returns together refund what was paid for the units that
 * are back, less what campaigns gave on kept units whose minimum these do not reach any more, never less than nothing and
 * never less than before; so returning everything in any parts refunds exactly what was paid.
 * @throws not_found `line_unknown`, state `above_sold`, validation `amount_invalid`
 */
export function reversalOfLines(content: RedemptionContent, before: Returned = NOTHING_RETURNED, asked: readonly ReturnedUnits[]): Reversal {
  const sold = content.result.lines;
  const now = returnLines(sold, before.lines, merged(asked));
  const units = unitsAfter(before, now);
  const all = returnLines(sold, {}, Object.entries(units).map(([lineId, quantity]) => ({ lineId, quantity })));
  const isAllBack = sold.every(({ lineId, quantity }) => units[lineId] === quantity);
  const { refund, givenBack } = settled(content, before, all, isAllBack ? [] : brokenThresholds(content, units));
  const refundMinor = refund - before.refundMinor;
  const back = backOf(content, before, givenBack, isAllBack);
  return {
    reason: 'returned', lines: now.map(({ lineId, quantity, refundMinor: paid }) => ({ lineId, quantity, refundMinor: paid })),
    refundMinor, deductedMinor: sum(now, ({ refundMinor: paid }) => paid) - refundMinor, givenBack: back, complete: isAllBack && isSettled(content, givenBack),
  };
}

/** The order does not count any more: all that is not back yet comes back, money and uses. */
export function reversalOfOrder(content: RedemptionContent, before: Returned = NOTHING_RETURNED): Reversal {
  const rest = content.result.lines.map(({ lineId, quantity }) => ({ lineId, quantity: quantity - (before.lines[lineId] ?? 0) })).filter(({ quantity }) => quantity > 0);
  const { lines } = reversalOfLines(content, before, rest);
  const paid = sum(returnLines(content.result.lines, {}, content.result.lines), ({ refundMinor }) => refundMinor);
  const refundMinor = paid - before.refundMinor;
  const everything = new Map(content.uses.map(({ campaignId, amountMinor }) => [campaignId, amountMinor]));
  return { reason: 'order_cancelled', lines, refundMinor, deductedMinor: sum(lines, (line) => line.refundMinor) - refundMinor, givenBack: backOf(content, before, everything, true), complete: true };
}

/** All that was refunded, and what came back of each campaign, once these units are back. */
function settled({ uses, result }: RedemptionContent, before: Returned, all: readonly LineReturn[], broken: readonly RedemptionUse[]): { refund: number; givenBack: Map<string, number> } {
  const givenBack = new Map(uses.map(({ campaignId }) => [campaignId, 0]));
  for (const { discounts } of all) for (const { campaignId, amountMinor } of discounts) givenBack.set(campaignId, (givenBack.get(campaignId) ?? 0) + amountMinor);
  const onKept = (campaignId: string) => sum(result.lines, ({ allocations }) => sum(allocations, (one) => (one.campaignId === campaignId ? one.amountMinor : 0))) - givenBack.get(campaignId)!;
  const paid = sum(all, ({ refundMinor }) => refundMinor);
  const refund = Math.max(paid - sum(broken, ({ campaignId }) => onKept(campaignId)), before.refundMinor);
  let deducted = paid - refund;
  for (const { campaignId } of broken) {
    const share = Math.min(onKept(campaignId), deducted);
    deducted -= share;
    givenBack.set(campaignId, givenBack.get(campaignId)! + share);
  }
  return { refund, givenBack };
}

/** What of each campaign comes back now. What the use brought beside money comes back with the last unit. */
function backOf({ uses }: RedemptionContent, before: Returned, givenBack: ReadonlyMap<string, number>, isAllBack: boolean): CampaignGivenBack[] {
  return uses.flatMap(({ campaignId, version, variant, keepsUse }) => {
    const amountMinor = Math.max(givenBack.get(campaignId)! - (before.givenBack[campaignId] ?? 0), 0);
    const back = isAllBack && !before.usesBack && !keepsUse ? 1 : 0;
    return amountMinor === 0 && back === 0 ? [] : [{ campaignId, version, ...(variant === undefined ? {} : { variant }), amountMinor, uses: back }];
  });
}

function isSettled({ uses }: RedemptionContent, givenBack: ReadonlyMap<string, number>): boolean {
  return uses.every(({ campaignId, amountMinor }) => givenBack.get(campaignId)! >= amountMinor);
}

function unitsAfter({ lines }: Returned, now: readonly LineReturn[]): Record<string, number> {
  const units: Record<string, number> = { ...lines };
  for (const { lineId, quantity } of now) units[lineId] = (units[lineId] ?? 0) + quantity;
  return units;
}

/** A line that is named twice comes back with both. */
function merged(asked: readonly ReturnedUnits[]): ReturnedUnits[] {
  const units = new Map<string, number>();
  for (const { lineId, quantity } of asked) units.set(lineId, (units.get(lineId) ?? 0) + quantity);
  return [...units].map(([lineId, quantity]) => ({ lineId, quantity }));
}

function sum<Part>(parts: readonly Part[], of: (part: Part) => number): number {
  return parts.reduce((total, part) => total + of(part), 0);
}
