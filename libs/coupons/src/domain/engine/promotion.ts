import type { Campaign, CampaignEffect, CompatibilityProfile, EvaluationRequest } from '@loyalty/contracts';
import { conditionKind } from '../conditions/registry';
import { effectKind } from '../effects/registry';
import type { EffectView, Given, Refusal, Take } from '../effects/effect-kind';
import { leftIn, taken } from '../basket/working-line';
import type { WorkingBasket } from '../basket/working-basket';
import { withinBudget } from './budget';

/** What of a promotion is taken off, with the effect that took it. */
export interface PromotionTake extends Take {
  readonly effect: number;
}

/** What a campaign gives on a basket as the promotions before left it. */
export interface Promotion {
  readonly takes: readonly PromotionTake[];
  readonly given: readonly Given[];
  readonly discount: number;
  /** What it would have been, had the budget sufficed. */
  readonly wanted?: number;
}

export interface PromotionView {
  readonly request: EvaluationRequest;
  readonly profile: CompatibilityProfile;
  readonly basket: WorkingBasket;
  readonly laterAims: EffectView['laterAims'];
  readonly couponValue?: EffectView['couponValue'];
}

/**
 * What a campaign gives, or why nothing. All its effects see the basket as it was before it; together they take at most
 * what is there. An effect that gives nothing does not stop the others.
 */
export function promotionOf(campaign: Campaign, { request, profile, basket, laterAims, couponValue }: PromotionView): Promotion | Refusal {
  for (const condition of campaign.conditions) {
    const failure = conditionKind(condition).fails(condition, { request, basket, profile });
    if (failure !== undefined) return failure;
  }
  const view: EffectView = { basket, profile, base: campaign.base ?? profile.base, stock: request.stock, laterAims, ...(couponValue === undefined ? {} : { couponValue }) };
  if (campaign.effects.length === 1) return onlyEffect(campaign, campaign.effects[0]!, view, request);
  const all = campaign.effects.map((effect) => effectKind(effect).give(effect, view));
  const given = all.filter(({ refusal }) => refusal === undefined);
  if (given.length === 0) return all[0]!.refusal!;
  const takes = all.flatMap(({ takes: some = [] }, effect) => some.map((take) => ({ ...take, effect })));
  return withinBudget(campaign, request, { ...together(takes, basket), given });
}

/** The usual campaign: there is nothing that its effect would have to share with another. */
function onlyEffect(campaign: Campaign, effect: CampaignEffect, view: EffectView, request: EvaluationRequest): Promotion | Refusal {
  const given = effectKind(effect).give(effect, view);
  if (given.refusal !== undefined) return given.refusal;
  const takes = (given.takes ?? []).map(({ line, from, to, amount, uses }) => ({ line, from, to, amount, uses, effect: 0 }));
  return withinBudget(campaign, request, { takes, discount: sumOf(takes), given: [given] });
}

/** What several effects take together, each as far as those before it left anything. */
function together(wanted: readonly PromotionTake[], basket: WorkingBasket): Pick<Promotion, 'takes' | 'discount'> {
  const lines = [...basket.lines];
  const takes = wanted.map((take) => {
    const line = lines[take.line]!;
    const room = Math.max(leftIn(line, take.from, take.to) - line.floor * (take.to - take.from), 0);
    const amount = Math.min(take.amount, room);
    lines[take.line] = taken(line, take.from, take.to, amount, take.uses);
    return { ...take, amount };
  });
  return { takes, discount: sumOf(takes) };
}

function sumOf(takes: readonly Take[]): number {
  let sum = 0;
  for (const { amount } of takes) sum += amount;
  return sum;
}

export function isPromotion(result: Promotion | Refusal): result is Promotion {
  return 'takes' in result;
}
