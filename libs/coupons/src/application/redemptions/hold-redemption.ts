import { HOLD_SECONDS_DEFAULT, type PromotionRefused, type RedeemedOrder, type RedemptionContent, type RejectedCode, type RedemptionAnswer } from '@loyalty/contracts';
import { invalid, type Instant } from '@loyalty/kernel';
import type { Command, Result, Transaction } from '@loyalty/ledger';
import { attemptStream } from '../../domain/attempt/attempts';
import type { CatalogueState } from '../../domain/catalogue/catalogue';
import { holdEnd } from '../../domain/limits/hold-end';
import { assertMayHold, redemptionStream } from '../../domain/redemption/redemption';
import { isLapsed, type RedemptionState } from '../../domain/redemption/redemption-state';
import { answered, type RejectedAttempt } from './answers';
import type { Asked, AskedAt, Desk } from './asked';
import { countersOfAll, holdUses, redeemUses, releaseUses, withoutHold } from './counting';
import { evaluateAsked, prepare, usesOf, type EvaluatedAsked } from './evaluate-asked';
import { transactOn, type States } from './states';

export interface AskedRedemption extends Asked {
  readonly redemptionId: string;
  /** A code that gives nothing does not stand in the way of what is given; the attempt is on record all the same. */
  readonly asFarAsPossible?: boolean;
}

/**
 * Sets everything aside that campaigns give a basket. An open hold of the same redemption is replaced if it is of the same
 * member, cart or device. A code that gives nothing has the hold refused, and the attempt is recorded.
 * Throws as `evaluate`, and `redemption_of_another`, `redemption_committed`.
 */
export async function holdRedemption(desk: Desk, command: Command, asked: AskedRedemption & { readonly seconds?: number }): Promise<Result<RedemptionAnswer | RejectedAttempt>> {
  return onRedemption(desk, command, asked, 'hold', (tx, content, { catalogue }) => {
    const until = holdEnd(tx.now, asked.seconds ?? secondsOf(content, catalogue));
    tx.execute(redemptionStream(content.redemptionId), { kind: 'hold', content, until, at: tx.now });
    holdUses(tx, content, catalogue, until);
    return answered(content, 'held', { until });
  });
}

/** The shortest that a campaign says. */
function secondsOf({ uses }: RedemptionContent, { campaigns }: CatalogueState): number {
  let shortest: number | undefined;
  for (const { campaignId } of uses) {
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
export async function redeemAtOnce(desk: Desk, command: Command, asked: AskedRedemption & Occurred & { readonly order?: RedeemedOrder }): Promise<Result<RedemptionAnswer | RejectedAttempt>> {
  return onRedemption(desk, command, asked, 'redeem', (tx, content, { catalogue }) => {
    tx.execute(redemptionStream(content.redemptionId), { kind: 'redeem', content, ...(asked.order === undefined ? {} : { order: asked.order }), at: tx.now });
    redeemUses(tx, content, catalogue);
    return answered(content, 'committed');
  });
}

type Act = (tx: Transaction, content: RedemptionContent, evaluated: EvaluatedAsked) => RedemptionAnswer;

async function onRedemption(desk: Desk, command: Command, asked: AskedRedemption & Occurred, what: 'hold' | 'redeem', act: Act): Promise<Result<RedemptionAnswer | RejectedAttempt>> {
  const prepared = await prepare(desk, asked);
  const stream = redemptionStream(asked.redemptionId);
  return transactOn(desk.ledger, command, [stream, ...prepared.streams], (tx, states) => {
    const before = tx.state(stream);
    assertMayHold(before, asked);
    const found = statesFor(before, states, tx);
    const evaluated = evaluateAsked(desk, asked, prepared, found, askedAt(asked, tx.now));
    const rejection = rejectionOf(evaluated);
    if (rejection !== undefined) recordAttempt(tx, states, asked, what, rejection);
    if (rejection !== undefined && !(asked.asFarAsPossible && evaluated.evaluation.applied.length > 0)) return rejected(asked.redemptionId, rejection);
    const content = contentOf(asked, evaluated, found);
    states.need(countersOfAll(content));
    if (before.status === 'held' && !isLapsed(before, tx.now)) releaseUses(tx, before.content!, before.until!);
    return act(tx, content, evaluated);
  });
}

function askedAt({ occurredAt: at }: Occurred, now: Instant): AskedAt {
  if (at === undefined) return { at: now, now };
  if (at > now) throw invalid('occurred_in_future', '/occurredAt is later than now', { field: '/occurredAt', now });
  return { at, now };
}

/** What an open hold of one's own has set aside does not stand in the way of the next. */
function statesFor(before: RedemptionState, states: States, tx: Transaction): States {
  if (before.status !== 'held' || isLapsed(before, tx.now)) return states;
  states.need(countersOfAll(before.content!));
  return withoutHold(states, before.content!, before.until!, tx.now);
}

function contentOf({ redemptionId, shop }: AskedRedemption, evaluated: EvaluatedAsked, states: States): RedemptionContent {
  const { refused, ...result } = evaluated.evaluation;
  const heldOut = refused.filter(({ reason }) => reason === 'held_out').map(({ campaignId }) => campaignId!);
  return {
    redemptionId, ...(shop === undefined ? {} : { shop }), request: evaluated.request, result, uses: usesOf(evaluated, states),
    ...(heldOut.length === 0 ? {} : { heldOut }),
  };
}

interface Rejection {
  readonly codes: readonly RejectedCode[];
  readonly told: readonly PromotionRefused[];
}

/** Codes that cannot be used and codes whose campaign gives nothing here; being kept out for comparison is no fault of a code's. */
function rejectionOf({ judged, evaluation }: EvaluatedAsked): Rejection | undefined {
  const codes = judged.refused.map(({ rejected }) => rejected);
  const told = judged.refused.map((one) => one.told);
  for (const one of evaluation.refused) {
    if (one.code === undefined || one.reason === 'held_out') continue;
    codes.push({ code: one.code, reason: one.reason });
    // That there is such a code is nothing that a campaign which is not running tells anybody.
    told.push(one.reason === 'code_unknown' ? { code: one.code, reason: 'code_not_valid', facts: {} } : one);
  }
  return codes.length === 0 ? undefined : { codes, told };
}

function recordAttempt(tx: Transaction, states: States, { redemptionId, member, device }: AskedRedemption, asked: 'hold' | 'redeem', { codes }: Rejection): void {
  const by = { ...(member === undefined ? {} : { memberId: member.memberId }), ...(device === undefined ? {} : { device }) };
  const stream = attemptStream(by);
  states.need([stream]);
  tx.execute(stream, { attempt: { asked, redemptionId, ...by, codes }, at: tx.now });
}

function rejected(redemptionId: string, { told }: Rejection): RejectedAttempt {
  return { redemptionId, rejected: { code: told.some(({ reason }) => reason === 'code_not_valid') ? 'code_not_valid' : 'code_not_applied', refused: told } };
}
