import { because } from '../conditions/condition-kind';
import type { AskedCampaign } from './presented-codes';
import { isPromotion, type Promotion } from './promotion';
import { apply, refuse, type RunState } from './run-state';
import { promotionIn, type Run } from './step';

interface Candidate {
  readonly asked: AskedCampaign;
  readonly promotion: Promotion;
}

/** Applies the candidates of a group so that each line has the one that takes most off it; equal ones: the first in order. */
export function applyBestByLine(asked: readonly AskedCampaign[], group: string, given: Run, state: RunState): void {
  const candidates: Candidate[] = [];
  for (const one of asked) {
    const result = promotionIn(one, given, state, []);
    if (isPromotion(result)) candidates.push({ asked: one, promotion: result });
    else refuse(one, result, state);
  }
  const best = bestOfLines(candidates);
  for (const candidate of candidates) {
    const takes = candidate.promotion.takes.filter(({ line }) => best.get(line) === candidate);
    const discount = takes.reduce((sum, { amount }) => sum + amount, 0);
    if (discount > 0 || candidate.promotion.discount === 0) apply(candidate.asked, { ...candidate.promotion, takes, discount }, state);
    else refuse(candidate.asked, because('better_applied'), state);
  }
  state.chosen.set(group, 'by line');
}

function bestOfLines(candidates: readonly Candidate[]): Map<number, Candidate> {
  const best = new Map<number, { candidate: Candidate; amount: number }>();
  for (const candidate of candidates) {
    for (const [line, takes] of Map.groupBy(candidate.promotion.takes, (take) => take.line)) {
      const amount = takes.reduce((sum, take) => sum + take.amount, 0);
      if (amount > (best.get(line)?.amount ?? 0)) best.set(line, { candidate, amount });
    }
  }
  return new Map([...best].map(([line, { candidate }]) => [line, candidate]));
}
