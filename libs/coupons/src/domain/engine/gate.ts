import type { Audience, Campaign, EvaluationRequest } from '@loyalty/contracts';
import { because } from '../conditions/condition-kind';
import type { Refusal } from '../effects/effect-kind';
import { numberOf } from './assignment';
import type { AskedCampaign } from './presented-codes';

/** Why a campaign is closed to a request, whatever other promotions do; undefined when it is open. */
export function closed({ ready: { campaign, share }, code }: AskedCampaign, request: EvaluationRequest): Refusal | undefined {
  const { schedule, channels, stores, audience, trigger } = campaign;
  const { at, basket } = request;
  if (schedule.from !== undefined && at < schedule.from) return because('not_started', { from: schedule.from });
  if (schedule.until !== undefined && at >= schedule.until) return because('ended', { until: schedule.until });
  if (trigger === 'code' && code === undefined) return because('code_missing');
  // What is not told does not open anything.
  if (channels !== undefined && (basket.channel === undefined || !channels.includes(basket.channel))) return because('other_channel');
  if (stores !== undefined && (basket.store === undefined || !stores.includes(basket.store))) return because('other_store');
  if (code?.holderId !== undefined && code.holderId !== request.member?.memberId) return because('not_holder');
  const reason = outsideAudience(audience, code, request) ?? belowCoupon(code, request) ?? usedUp(campaign, request);
  if (reason !== undefined || share === undefined) return reason;
  return numberOf(campaign.campaignId, share, request) < share.heldOut ? because('held_out') : undefined;
}

/** A coupon may ask for more than its campaign does. */
function belowCoupon(code: AskedCampaign['code'], { basket: { currency, lines } }: EvaluationRequest): Refusal | undefined {
  const needed = code?.minimumAmount;
  if (needed === undefined) return undefined;
  if (needed.currency !== currency) return because('other_currency', { currency });
  let amount = 0;
  for (const { quantity, unitPriceMinor, discountMinor = 0 } of lines) amount += quantity * unitPriceMinor - discountMinor;
  return amount >= needed.amountMinor ? undefined : because('amount_too_low', { needed: needed.amountMinor, missing: needed.amountMinor - amount, currency });
}

function outsideAudience(audience: Audience | undefined, code: AskedCampaign['code'], { member }: EvaluationRequest): Refusal | undefined {
  if (audience === undefined) return undefined;
  if (member === undefined) return because('members_only');
  const { segments, tiers, members = 'any', holderOnly } = audience;
  if (holderOnly && code?.holderId === undefined) return because('not_holder');
  const fits =
    (segments === undefined || (member.segments ?? []).some((segment) => segments.includes(segment))) &&
    (tiers === undefined || (member.tier !== undefined && tiers.includes(member.tier))) &&
    (members === 'any' || (members === 'new') === (member.orders === 0));
  return fits ? undefined : because('not_in_audience');
}

/** Uses that are gone, and money of which nothing is left. What one promotion takes of a budget is checked when it is known. */
function usedUp({ campaignId, limits }: Campaign, { used, member, device, basket }: EvaluationRequest): Refusal | undefined {
  if (limits === undefined) return undefined;
  for (let i = 0; i < limits.length; i += 1) {
    const { count, most, per, currency } = limits[i]!;
    // What cannot be counted cannot be limited.
    if (per === 'member' && member === undefined) return because('members_only');
    if (per === 'device' && device === undefined) return because('device_missing');
    if ((used?.[campaignId]?.[i] ?? 0) < most || (count === 'money' && currency !== basket.currency)) continue;
    return because(count === 'uses' ? 'uses_exhausted' : 'budget_exhausted', { per, most });
  }
  return undefined;
}
