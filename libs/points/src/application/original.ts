import type { LotSlice, PointsAccountEvent } from '@loyalty/contracts';
import { notFound } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { accountStream } from '../domain/account/account';
import type { AccountId } from '../domain/account/commands';

/** Lots, holds and redemptions are named after the event that opened them: `L12` is the lot of the account's twelfth event. */
const GIVEN_ID = { award: /^L([1-9][0-9]{0,15})$/, redemption: /^R([1-9][0-9]{0,15})$/ };

/** The points that an award gave; throws `award_unknown` unless the id is that of a lot that was earned or credited here. */
export async function originalAward(ledger: Ledger, id: AccountId, awardId: string): Promise<number> {
  const event = await eventOf(ledger, id, awardId, 'award');
  if (event?.type === 'points.earned.v1') return event.data.points;
  if (event?.type === 'points.adjusted.v1' && event.data.lot) return event.data.points;
  throw notFound('award_unknown', `No award ${awardId} was made to this account`, { wallet: id.wallet, memberId: id.memberId, awardId });
}

/** What a redemption took; throws `redemption_unknown`. */
export async function originalRedemption(ledger: Ledger, id: AccountId, redemptionId: string): Promise<{ points: number; slices: readonly LotSlice[] }> {
  const event = await eventOf(ledger, id, redemptionId, 'redemption');
  if (event?.type === 'points.redeemed.v1' || event?.type === 'points.captured.v1') return event.data;
  throw notFound('redemption_unknown', `No redemption ${redemptionId} was made from this account`, { wallet: id.wallet, memberId: id.memberId, redemptionId });
}

/**
 * What was found, or else the refusal, given where the command is decided: thrown there it is recorded as its answer, so
 * that the same command is refused for ever, also when there is such an award later.
 */
export async function whenDecided<Found>(looking: Promise<Found>): Promise<() => Found> {
  try {
    const found = await looking;
    return () => found;
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

/** An event never changes, so it may be read before the transaction that builds on it. */
async function eventOf(ledger: Ledger, id: AccountId, givenId: string, kind: keyof typeof GIVEN_ID): Promise<PointsAccountEvent | undefined> {
  const revision = Number(GIVEN_ID[kind].exec(givenId)?.[1]);
  if (Number.isNaN(revision)) return undefined;
  const [event] = await ledger.store.readStream(accountStream(id).name, { after: revision - 1, limit: 1 });
  return event as unknown as PointsAccountEvent | undefined;
}
