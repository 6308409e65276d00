import type { Evaluation, PromotionRefused } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Asked, Desk } from './asked';
import { evaluateAsked, prepare } from './evaluate-asked';
import { peekOn } from './states';

/** What a basket would be given now; leaves no trace. Throws as `evaluate`. */
export async function quote(desk: Desk, asked: Asked, at: Instant): Promise<Evaluation> {
  const prepared = await prepare(desk, asked);
  const { evaluation, judged } = await peekOn(desk.ledger, prepared.streams, (states) => evaluateAsked(desk, asked, prepared, states, { at, now: at }));
  const refused: PromotionRefused[] = judged.refused.map(({ told }) => told);
  for (const one of evaluation.refused) refused.push(one.reason === 'code_unknown' && one.code !== undefined ? { code: one.code, reason: 'code_not_valid', facts: {} } : one);
  return { ...evaluation, refused };
}
