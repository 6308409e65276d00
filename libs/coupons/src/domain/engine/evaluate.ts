import { EVALUATION_CAMPAIGNS_MAX, type Evaluation, type EvaluationRequest, type PromotionRefused } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';
import { workingBasket } from '../basket/working-basket';
import { answerOf } from './answer';
import { assertRequest } from './assert-request';
import { isFor } from './assignment';
import { best } from './best-choices';
import type { CompiledCampaigns } from './compiled';
import { closed } from './gate';
import { askedByCode, type AskedCampaign } from './presented-codes';
import { refuse } from './run-state';

/**
 * What campaigns give a basket: discounts to the unit, gifts, points and coupons, and of every campaign that came into
 * question and gave nothing, why. Pure: the same campaigns and request always give the same answer, and the order in which
 * the basket lists its lines changes no amount.
 *
 * Discounts of a line are at least 0 and at most its amount; parts add up to their promotion, promotions to the total.
 * @throws validation as `assertRequest`; `too_many_campaigns` when more than 200 come into question
 */
export function evaluate(campaigns: CompiledCampaigns, request: EvaluationRequest): Evaluation {
  assertRequest(request);
  const byCode = askedByCode(request, campaigns);
  const asked = inOrder(campaigns, request, byCode.asked);
  if (asked.length > EVALUATION_CAMPAIGNS_MAX) {
    throw invalid('too_many_campaigns', `One evaluation takes at most ${EVALUATION_CAMPAIGNS_MAX} campaigns`, { count: asked.length, most: EVALUATION_CAMPAIGNS_MAX });
  }
  const refused: PromotionRefused[] = byCode.refused;
  const open: AskedCampaign[] = [];
  for (const one of asked) {
    const reason = closed(one, request);
    if (reason === undefined) open.push(one);
    else refuse(one, reason, { refused });
  }
  const { profile } = campaigns;
  const found = best({ request, profile, start: workingBasket(request.basket, profile), open });
  return answerOf(request.basket, profile, found, refused);
}

/** Those that the index finds and those that codes name, in order of application. */
function inOrder({ index }: CompiledCampaigns, request: EvaluationRequest, byCode: readonly AskedCampaign[]): AskedCampaign[] {
  const automatic: AskedCampaign[] = [];
  for (const ready of index.find(request)) if (ready.share === undefined || isFor(ready.campaign.campaignId, ready.share, request)) automatic.push({ ready });
  if (byCode.length === 0) return automatic;
  const named = new Set(byCode.map(({ ready }) => ready));
  return [...automatic.filter(({ ready }) => !named.has(ready)), ...byCode].sort((a, b) => a.ready.rank - b.ready.rank);
}
