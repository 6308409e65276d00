import type { Campaign, CampaignEffect } from '@loyalty/contracts';
import type { ConditionView } from '../conditions/condition-kind';
import { conditionKind } from '../conditions/registry';
import { effectKind } from '../effects/registry';
import type { EffectView, Given, Refusal, Take } from '../effects/effect-kind';
import { leftIn, ownLine, takeOff } from '../basket/working-line';
import type { WorkingBasket } from '../basket/working-basket';
import { withinBudget } from './budget';

/** What a campaign gives on a basket as the promotions before left it. */
export interface Promotion {
  readonly takes: readonly Take[];
  readonly given: readonly Given[];
  readonly discount: number;
  /** What it would have been, had the budget sufficed. */
  readonly wanted?: number;
}

/** What the conditions and effects of one campaign may look at. */
export type PromotionView = ConditionView & EffectView;

/**
 * What a campaign gives, or why nothing. All its effects see the basket as it was before it; together they take at most
 * what is there. An effect that gives nothing does not stop the others.
 */
export function promotionOf(campaign: Campaign, view: PromotionView): Promotion | Refusal {
  for (const condition of campaign.conditions) {
    const failure = conditionKind(condition).fails(condition, view);
    if (failure !== undefined) return failure;
  }
  if (campaign.effects.length === 1) return onlyEffect(campaign, campaign.effects[0]!, view);
  const all = campaign.effects.map((effect, i) => effectKind(effect).give(effect, { ...view, effect: i }));
  const given = all.filter(({ refusal }) => refusal === undefined);
  if (given.length === 0) return all[0]!.refusal!;
  const takes = together(all.flatMap(({ takes: some = [] }) => some), view.basket);
  return withinBudget(campaign, view.request, { takes, discount: sumOf(takes), given });
}

/** The usual campaign: there is nothing that its effect would have to share with another. */
function onlyEffect(campaign: Campaign, effect: CampaignEffect, view: PromotionView): Promotion | Refusal {
  const given = effectKind(effect).give(effect, view);
  if (given.refusal !== undefined) return given.refusal;
  const { takes = [] } = given;
  return withinBudget(campaign, view.request, { takes, discount: sumOf(takes), given: [given] });
}

/** What several effects take together, each as far as those before it left anything. */
function together(wanted: readonly Take[], basket: WorkingBasket): Take[] {
  const lines = basket.lines.map(ownLine);
  return wanted.map((take) => {
    const line = lines[take.line]!;
    const room = Math.max(leftIn(line, take.from, take.to) - line.floor * (take.to - take.from), 0);
    const amount = Math.min(take.amount, room);
    takeOff(line, take.from, take.to, amount, take.uses);
    return { ...take, amount };
  });
}

function sumOf(takes: readonly Take[]): number {
  let sum = 0;
  for (const { amount } of takes) sum += amount;
  return sum;
}

export function isPromotion(result: Promotion | Refusal): result is Promotion {
  return 'takes' in result;
}
