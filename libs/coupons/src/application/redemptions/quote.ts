import type { Evaluation, PromotionRefused, RedemptionContent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { isOwn } from '../../domain/redemption/ownership';
import { redemptionStream } from '../../domain/redemption/redemption';
import { isOpen, NO_REDEMPTION, type RedemptionState } from '../../domain/redemption/redemption-state';
import type { Asked, Desk } from './asked';
import { evaluateAsked, prepare, type EvaluatedAsked } from './evaluate-asked';
import { statesFor } from './hold-redemption';
import { peekOn } from './states';

/** What is asked, for the redemption that it is or would be. */
export type AskedFor = Asked & { readonly redemptionId?: string };

/** An evaluation, and the open hold of one's own that it takes for given back. */
export interface EvaluatedNow extends EvaluatedAsked {
  readonly open?: RedemptionContent;
}

/** Evaluates on what is durable now, as if the open hold of the same redemption were given back. Throws as `evaluate`. */
export async function evaluateNow(desk: Desk, asked: AskedFor, at: Instant): Promise<EvaluatedNow> {
  const prepared = await prepare(desk, asked);
  const own = asked.redemptionId === undefined ? undefined : redemptionStream(asked.redemptionId);
  return peekOn(desk.ledger, own === undefined ? prepared.streams : [own, ...prepared.streams], (states) => {
    const before = own === undefined ? NO_REDEMPTION : ownHold(states.state(own), asked, at);
    const evaluated = evaluateAsked(desk, asked, prepared, statesFor(before, states, at), { at, now: at });
    return before.content === undefined ? evaluated : { ...evaluated, open: before.content };
  });
}

function ownHold(state: RedemptionState, asked: AskedFor, at: Instant): RedemptionState {
  return isOpen(state, at) && isOwn(state.content!, asked) ? state : NO_REDEMPTION;
}

/** What a basket would be given now; leaves no trace. Throws as `evaluate`. */
export async function quote(desk: Desk, asked: AskedFor, at: Instant): Promise<Evaluation> {
  return told(await evaluateNow(desk, asked, at));
}

/** An evaluation as it is told: who asks about codes that are not theirs hears one word. */
export function told({ evaluation, judged }: EvaluatedAsked): Evaluation {
  const refused: PromotionRefused[] = judged.refused.map((one) => one.told);
  for (const one of evaluation.refused) refused.push(one.reason === 'code_unknown' && one.code !== undefined ? { code: one.code, reason: 'code_not_valid', facts: {} } : one);
  return { ...evaluation, refused };
}
