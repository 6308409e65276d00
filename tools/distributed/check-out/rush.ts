import type { HoldRedemptionDto, RedemptionAnswer } from '@loyalty/contracts';
import { Refused } from '../../door/client';
import type { Checks } from '../checks';
import type { Wanted } from './campaigns';
import type { Doors } from './doors';
import type { ShopsMemory } from './memory';

/** So many want it at once. */
export const ASKING = 1_000;

/**
 * A thousand holds at once, spread over all processes. `heard` is called at each answer. What was acknowledged
 * is remembered, and must be exactly as much as the limit allows.
 */
export async function rush(doors: Doors, wanted: Wanted, memory: ShopsMemory, checks: Checks, heard: () => void = () => undefined): Promise<void> {
  const { campaignId, winners } = wanted;
  const refusals = new Map<string, number>();
  await Promise.all(Array.from({ length: ASKING }, async (_, i) => {
    const body = holdOf(wanted, i);
    const said = await hold(doors, i, body);
    if (typeof said === 'string') refusals.set(said, (refusals.get(said) ?? 0) + 1);
    else memory.redemptions.set(said.redemptionId, { redemptionId: said.redemptionId, campaignId, amountMinor: said.discountMinor, askedAt: i, status: 'held' });
    heard();
  }));
  const held = memory.ofCampaign(campaignId);
  const words = [...refusals].map(([code, count]) => `${count} ${code}`).join(', ');
  checks.holds(`of ${ASKING} at once, exactly ${winners} hold ${campaignId}, the others hear that it gives nothing`, held.length === winners && refusals.get('code_not_applied') === ASKING - winners, `${held.length} hold it, ${words}`);
  const { count, most } = wanted.limit;
  const sum = held.reduce((total, { amountMinor }) => total + amountMinor, 0);
  if (count === 'money') checks.holds(`what they hold of ${campaignId} is its budget to the last unit`, sum === most, `${sum} of ${most}`);
}

/** The answer, or the code of the refusal. */
async function hold(doors: Doors, first: number, body: HoldRedemptionDto): Promise<RedemptionAnswer | string> {
  try {
    return await doors.ask<RedemptionAnswer>(first, 'POST', '/v1/coupons/redemptions', body, `${body.redemptionId}/hold`);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    return error.problem.code ?? 'no code';
  }
}

export function holdOf({ campaignId, code }: Wanted, i: number): HoldRedemptionDto {
  return {
    redemptionId: `${campaignId}:${i}`, member: { memberId: `shopper-${campaignId}-${i}`, orders: 0 }, codes: [code],
    basket: { currency: 'EUR', channel: 'web', lines: [{ lineId: '1', sku: 'thing', quantity: 1, unitPriceMinor: 2_000 }] },
  };
}
