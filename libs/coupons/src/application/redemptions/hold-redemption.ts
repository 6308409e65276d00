import { HOLD_SECONDS_DEFAULT, type RedeemedOrder, type RedemptionAnswer, type RedemptionContent } from '@loyalty/contracts';
import { invalid, rejected, type Instant } from '@loyalty/kernel';
import type { Command, Result, Transaction } from '@loyalty/ledger';
import type { CatalogueState } from '../../domain/catalogue/catalogue';
import { holdEnd } from '../../domain/limits/hold-end';
import { assertMayHold, redemptionStream } from '../../domain/redemption/redemption';
import { isOpen, type RedemptionState } from '../../domain/redemption/redemption-state';
import { answered, paymentOf, type RejectedAttempt } from './answers';
import type { AskedAt, AskedHold, AskedRedemption, Desk, PointsForBasket } from './asked';
import { countersOfAll, holdUses, redeemUses, releaseUses, withoutHold } from './counting';
import { evaluateAsked, prepare, usesOf, type EvaluatedAsked } from './evaluate-asked';
import { recordAttempt, rejectedAttempt, rejectionOf, standsInTheWay } from './rejection';
import { transactOn, type States } from './states';

/**
 * Sets everything aside that campaigns give a basket. An open hold of the same redemption is replaced if it is of the same
 * member, cart or device. A code that gives nothing has the hold refused, and the attempt is recorded.
 * Throws as `evaluate`, and `redemption_of_another`, `redemption_committed`, `hold_lapsed` (the points that are to pay have);
 * `BasketMoved` when points are not set aside or for another amount.
 */
export async function holdRedemption(desk: Desk, command: Command, asked: AskedHold): Promise<Held> {
  const { paid } = asked;
  return onRedemption(desk, command, asked, 'hold', (tx, given, { catalogue }) => {
    if (paid !== undefined) assertPays(paid, given, tx.now);
    const content = paid === undefined || paid === 'wanted' ? given : { ...given, payment: paid.payment };
    const until = paid === undefined || paid === 'wanted' ? holdEnd(tx.now, asked.seconds ?? secondsOf(content.uses, catalogue)) : paid.until;
    tx.execute(redemptionStream(content.redemptionId), { kind: 'hold', content, until, at: tx.now });
    holdUses(tx, content, catalogue, until);
    return answered(content, 'held', { until, ...paymentOf(content) });
  });
}

/** What is given moved after points were set aside for it. No answer, so nothing is recorded and it may be asked again. */
export class BasketMoved extends Error {
  constructor() {
    super('The points were set aside for another amount');
  }
}

function assertPays(paid: PointsForBasket | 'wanted', { redemptionId, result }: RedemptionContent, now: Instant): void {
  if (paid === 'wanted' || paid.payableMinor !== result.totals.payableMinor) throw new BasketMoved();
  if (paid.until <= now) throw rejected('hold_lapsed', 'The points that were set aside for this hold have run out', { redemptionId });
}

/** The shortest that one of these campaigns says. */
export function secondsOf(applied: readonly { readonly campaignId: string }[], { campaigns }: CatalogueState): number {
  let shortest: number | undefined;
  for (const { campaignId } of applied) {
    const { holdSeconds } = campaigns[campaignId]!;
    if (holdSeconds !== undefined && !(holdSeconds >= shortest!)) shortest = holdSeconds;
  }
  return shortest ?? HOLD_SECONDS_DEFAULT;
}

interface Occurred {
  /** Not later than now; left out: now. */
  readonly occurredAt?: Instant;
}

/**
 * Uses everything at once, without a hold before it. `occurredAt`: a sale of before, which gets what the campaigns of today
 * gave at that instant, and counts in its own day as long as its counters have seen no later one. Throws besides
 * `occurred_in_future`.
 */
export async function redeemAtOnce(desk: Desk, command: Command, asked: AskedRedemption & Occurred & { readonly order?: RedeemedOrder }): Promise<Held> {
  return onRedemption(desk, command, asked, 'redeem', (tx, content, { catalogue }) => {
    tx.execute(redemptionStream(content.redemptionId), { kind: 'redeem', content, ...(asked.order === undefined ? {} : { order: asked.order }), at: tx.now });
    redeemUses(tx, content, catalogue);
    return answered(content, 'committed');
  });
}

/** The answer, and the open hold that made room for it in this very commit. */
export type Held = Result<RedemptionAnswer | RejectedAttempt> & { readonly replaced?: RedemptionContent };

type Act = (tx: Transaction, content: RedemptionContent, evaluated: EvaluatedAsked) => RedemptionAnswer;

async function onRedemption(desk: Desk, command: Command, asked: AskedRedemption & Occurred, what: 'hold' | 'redeem', act: Act): Promise<Held> {
  const prepared = await prepare(desk, asked);
  const stream = redemptionStream(asked.redemptionId);
  let replaced: RedemptionContent | undefined;
  const result = await transactOn(desk.ledger, command, [stream, ...prepared.streams], (tx, states) => {
    const before = tx.state(stream);
    replaced = undefined;
    assertMayHold(before, asked);
    const found = statesFor(before, states, tx.now);
    const evaluated = evaluateAsked(desk, asked, prepared, found, askedAt(asked, tx.now));
    const rejection = rejectionOf(evaluated);
    if (rejection !== undefined) recordAttempt(tx, states, asked, what, rejection);
    if (standsInTheWay(rejection, asked, evaluated)) return rejectedAttempt(asked.redemptionId, rejection);
    const content = contentOf(asked, evaluated, found);
    states.need(countersOfAll(content));
    if (isOpen(before, tx.now)) releaseUses(tx, (replaced = before.content!), before.until!);
    return act(tx, content, evaluated);
  });
  return replaced === undefined ? result : { ...result, replaced };
}

function askedAt({ occurredAt: at }: Occurred, now: Instant): AskedAt {
  if (at === undefined) return { at: now, now };
  if (at > now) throw invalid('occurred_in_future', '/occurredAt is later than now', { field: '/occurredAt', now });
  return { at, now };
}

/** What an open hold of one's own has set aside does not stand in the way of the next. */
export function statesFor(before: RedemptionState, states: States, now: Instant): States {
  if (!isOpen(before, now)) return states;
  states.need(countersOfAll(before.content!));
  return withoutHold(states, before.content!, before.until!, now);
}

function contentOf({ redemptionId, shop }: AskedRedemption, evaluated: EvaluatedAsked, states: States): RedemptionContent {
  const { refused, ...result } = evaluated.evaluation;
  const heldOut = refused.filter(({ reason }) => reason === 'held_out').map(({ campaignId }) => campaignId!);
  return {
    redemptionId, ...(shop === undefined ? {} : { shop }), request: evaluated.request, result, uses: usesOf(evaluated, states),
    ...(heldOut.length === 0 ? {} : { heldOut }),
  };
}
