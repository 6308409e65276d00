import type { PointsHoldAsk } from '@loyalty/contracts';
import { DomainError, isDomainError, type Instant } from '@loyalty/kernel';
import type { Command, Ledger } from '@loyalty/ledger';
import { holdStepSeconds } from '../../domain/limits/hold-end';
import { assertMayHold, redemptionStream } from '../../domain/redemption/redemption';
import type { AskedHold, PointsForBasket } from '../redemptions/asked';
import { BasketMoved, holdRedemption, secondsOf, type Held } from '../redemptions/hold-redemption';
import { evaluateNow, type EvaluatedNow } from '../redemptions/quote';
import { rejectionOf, standsInTheWay } from '../redemptions/rejection';
import { giveBack, withoutReplaced } from './give-back';
import { derivedFrom, type PayingDesk, type PointsHeld } from './payments';
import { paymentsOf, pointsAsk, type WantedPoints } from './quote-together';

const ATTEMPTS_MAX = 3;

/**
 * Holds points and coupons as one: points first, for what will be left to pay, then coupons until the points' end. An open
 * hold of the same redemption is replaced, its points in the commit that sets the new ones aside. Where points refuse,
 * nothing is held that was not before, and the refusal is the command's answer for ever; where coupons refuse, the points
 * are given back. What a crash in between leaves set aside is found by the same command asked again, or lapses by itself.
 * Throws as `holdRedemption`, `points_not_available`, what points refuse, and conflict `basket_moved` (ask again).
 */
export async function holdTogether(desk: PayingDesk, command: Command, asked: AskedHold, wanted: WantedPoints): Promise<Held> {
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const set = await setAside(desk, command, asked, wanted, attempt);
    if (set.refused !== undefined) return refusedForGood(desk.ledger, command, set.refused);
    const held = await holdWith(desk, command, asked, set);
    if (held !== undefined) return held;
  }
  throw new DomainError('conflict', 'basket_moved', 'What this basket is given kept changing while points were set aside', { redemptionId: asked.redemptionId }, { retryable: true });
}

/** Points that were set aside; nothing where coupons have answered already or will refuse; or why points refuse. */
interface SetAside {
  readonly points?: PointsHeld & { readonly paid: PointsForBasket };
  /** The hold of points that was given back for it. */
  readonly replaces?: string;
  readonly refused?: DomainError;
}

async function setAside(desk: PayingDesk, command: Command, asked: AskedHold, wanted: WantedPoints, attempt: number): Promise<SetAside> {
  const { points, clock } = paymentsOf(desk);
  const foreseen = await foresee(desk, asked, clock.now());
  // Asked last: had this very command been applied before, what was read above may be its own doing.
  const [recorded] = await desk.ledger.store.outcomes([command.id]);
  if (recorded !== undefined || foreseen === undefined) return {};
  const ask = holdAsk(foreseen, asked, wanted);
  try {
    const { holdId, until, payment } = await points.hold(derivedFrom(command, { ask, attempt }), ask);
    const paid = { payment: { ...payment, pointsHoldId: `${ask.wallet}:${holdId}` }, until, payableMinor: foreseen.evaluation.totals.payableMinor };
    return { points: { wallet: ask.wallet, memberId: ask.memberId, holdId, paid }, ...(ask.replaces === undefined ? {} : { replaces: ask.replaces }) };
  } catch (error) {
    if (isDomainError(error) && !error.retryable) return { refused: error };
    throw error;
  }
}

function holdAsk(foreseen: EvaluatedNow, asked: AskedHold, wanted: WantedPoints): PointsHoldAsk {
  const { redemptionId, shop, cartId } = asked;
  const seconds = asked.seconds ?? secondsOf(foreseen.evaluation.applied, foreseen.catalogue);
  const id = cartId === undefined || shop === undefined ? redemptionId : `${shop}/${cartId}`;
  return { ...pointsAsk(foreseen, wanted), reference: { kind: 'cart', id }, seconds, endStepSeconds: holdStepSeconds(seconds) };
}

/** What the hold will be given; undefined when it will be refused, which is then for the hold itself to say and to record. */
async function foresee(desk: PayingDesk, asked: AskedHold, at: Instant): Promise<EvaluatedNow | undefined> {
  try {
    assertMayHold((await desk.ledger.peek(redemptionStream(asked.redemptionId))).state, asked);
    const evaluated = await evaluateNow(desk, asked, at);
    return standsInTheWay(rejectionOf(evaluated), asked, evaluated) ? undefined : evaluated;
  } catch (error) {
    if (isDomainError(error) && !error.retryable) return undefined;
    throw error;
  }
}

/** Holds with the points that were set aside. Undefined: the basket moved meanwhile, and nothing is held. */
async function holdWith(desk: PayingDesk, command: Command, asked: AskedHold, { points, replaces }: SetAside): Promise<Held | undefined> {
  let held: Held;
  try {
    held = await holdRedemption(desk, command, { ...asked, paid: points?.paid ?? 'wanted' });
  } catch (error) {
    // It may have been done after all: the same command asked again finds the same points.
    if (isDomainError(error) && error.retryable) throw error;
    if (points !== undefined) await giveBackRefused(desk, command, points);
    if (error instanceof BasketMoved) return undefined;
    throw error;
  }
  const used = 'rejected' in held.answer ? undefined : held.answer.pointsHoldId;
  if (points !== undefined && used !== points.paid.payment.pointsHoldId) await giveBackRefused(desk, command, points);
  return held.replaced?.payment?.pointsHoldId === `${points?.wallet}:${replaces}` ? held : withoutReplaced(desk, command, held);
}

/** The refusal is what has to be told: points that cannot be given back now lapse by themselves. */
async function giveBackRefused(desk: PayingDesk, command: Command, { wallet, memberId, holdId }: PointsHeld): Promise<void> {
  try {
    await giveBack(desk, command, { wallet, memberId, holdId });
  } catch (error) {
    if (!isDomainError(error) || !error.retryable) throw error;
  }
}

/** What points refuse, this command is refused for ever, too. */
function refusedForGood(ledger: Ledger, command: Command, refusal: DomainError): Promise<Held> {
  return ledger.transact<never>(command, {
    streams: [],
    decide() {
      throw refusal;
    },
  });
}
