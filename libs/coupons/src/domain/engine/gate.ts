import type { Audience, Campaign, EvaluationRequest } from '@loyalty/contracts';
import { because } from '../conditions/condition-kind';
import type { Refusal } from '../effects/effect-kind';
import type { AskedCampaign } from './presented-codes';

/** Why a campaign is closed to a request, whatever other promotions do; undefined when it is open. */
export function closed({ ready: { campaign }, code }: AskedCampaign, request: EvaluationRequest): Refusal | undefined {
  const { schedule, channels, stores, audience, trigger } = campaign;
  const { at, basket } = request;
  if (schedule.from !== undefined && at < schedule.from) return because('not_started', { from: schedule.from });
  if (schedule.until !== undefined && at >= schedule.until) return because('ended', { until: schedule.until });
  if (trigger === 'code' && code === undefined) return because('code_missing');
  // What is not told does not open anything.
  if (channels !== undefined && (basket.channel === undefined || !channels.includes(basket.channel))) return because('other_channel');
  if (stores !== undefined && (basket.store === undefined || !stores.includes(basket.store))) return because('other_store');
  if (code?.holderId !== undefined && code.holderId !== request.member?.memberId) return because('not_holder');
  return outsideAudience(audience, code, request) ?? usedUp(campaign, request);
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
function usedUp({ campaignId, limits }: Campaign, { used, member, basket }: EvaluationRequest): Refusal | undefined {
  if (limits === undefined) return undefined;
  for (let i = 0; i < limits.length; i += 1) {
    const { count, most, per, currency } = limits[i]!;
    if (per === 'member' && member === undefined) return because('members_only');
    if ((used?.[campaignId]?.[i] ?? 0) < most || (count === 'money' && currency !== basket.currency)) continue;
    return because(count === 'uses' ? 'uses_exhausted' : 'budget_exhausted', { per, most });
  }
  return undefined;
}
