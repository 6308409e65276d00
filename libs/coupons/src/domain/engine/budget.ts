import type { Campaign, EvaluationRequest } from '@loyalty/contracts';
import { because } from '../conditions/condition-kind';
import type { Refusal } from '../effects/effect-kind';
import { spread } from '../spread/spread';
import type { Promotion } from './promotion';

/**
 * A promotion as far as the money of its campaign goes. A budget that does not suffice gives nothing, or the rest where
 * the campaign says so. A budget in another currency does not count.
 */
export function withinBudget({ campaignId, limits }: Campaign, { used, basket }: EvaluationRequest, promotion: Promotion): Promotion | Refusal {
  let result = promotion;
  for (let i = 0; limits !== undefined && i < limits.length; i += 1) {
    const { count, most, currency, short = 'nothing', per } = limits[i]!;
    if (count !== 'money' || currency !== basket.currency) continue;
    const left = Math.max(most - (used?.[campaignId]?.[i] ?? 0), 0);
    if (result.discount <= left) continue;
    if (short === 'nothing') return because('budget_exhausted', { per, most, left });
    result = cutTo(left, result, promotion.discount);
  }
  return result;
}

function cutTo(discount: number, promotion: Promotion, wanted: number): Promotion {
  const parts = promotion.takes.map(({ amount }, i) => ({ id: String(i).padStart(6, '0'), weight: amount, room: amount }));
  const amounts = spread(discount, parts, 'largest');
  return { ...promotion, discount, wanted, takes: promotion.takes.map((take, i) => ({ ...take, amount: amounts[i]! })) };
}
