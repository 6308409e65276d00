import type { Reference, WalletPolicy } from '@loyalty/contracts';
import { instant, isDomainError, manualClock, type Instant } from '@loyalty/kernel';
import { Ledger, MemoryEventStore, type Command } from '@loyalty/ledger';
import { accountStream, adjustPoints, balanceNow, clawBackAward, defineWallet, earnPoints, onAccount, redeemPoints, reinstateRedemption, settleAccount, settledAt } from '@loyalty/points';

export const START = instant('2026-01-01T00:00:00.000Z');
const ID = { wallet: 'points', memberId: 'member' };
const REFERENCE: Reference = { kind: 'order', id: 'shop/o1' };

const WALLET: WalletPolicy = {
  name: { en: 'Points' }, scale: 0, zone: 'UTC', spendable: true, debt: 'allowed', expiry: { kind: 'none' }, spending: {},
  holds: { defaultSeconds: 600, maximumSeconds: 3_600, openMaximum: 10 }, reinstatementGraceDays: 0, warningDays: [],
};

/** One member's points on a ledger of their own, by the doors that the points context has. */
export type MemberAccount = Awaited<ReturnType<typeof memberAccount>>;

export async function memberAccount(policy: Partial<WalletPolicy> = {}, start: Instant = START) {
  const clock = manualClock(start);
  const store = new MemoryEventStore();
  const ledger = await Ledger.open(store, { clock });
  let asked = 0;
  // A command without an id of its own is another one each time.
  const by = (id = `command ${(asked += 1)}`): Command => ({ id, fingerprint: id, actor: 'conformance' });
  await defineWallet(ledger, by(), ID.wallet, { ...WALLET, ...policy });
  const now = () => clock.now();
  const state = async () => settledAt(ID, (await ledger.peek(accountStream(ID))).state, now());
  const entries = async (type: string) => (await store.readStream(accountStream(ID).name, { after: 0, limit: 1_000 })).filter((event) => event.type === type);
  return {
    clock, state, entries,
    balance: async () => (await balanceNow(ledger, ID, now())).balance,
    earn: async (points: number, expiresAt?: Instant, id?: string) => (await earnPoints(ledger, by(id), { ...ID, points, source: REFERENCE, ...(expiresAt === undefined ? {} : { expiresAt }) })).answer,
    redeem: async (points: number, id?: string) => (await redeemPoints(ledger, by(id), { ...ID, points, reference: REFERENCE })).answer,
    debit: (points: number) => adjustPoints(ledger, by(), { ...ID, points: -points, reasonCode: 'correction', text: 'debit' }),
    clawBack: async (awardId: string, points?: number) => (await clawBackAward(ledger, by(), { ...ID, awardId, reference: REFERENCE, ...(points === undefined ? {} : { points }) })).answer,
    giveBack: async (redemptionId: string) => (await reinstateRedemption(ledger, by(), { ...ID, redemptionId, reference: REFERENCE })).answer,
    /** Writes down what the clock has brought about. */
    settle: () => settleAccount(ledger, ID, now()),
    /** Takes back more than there may be; what is missing is owed. */
    takeBack: (awardId: string, points: number) => onAccount(ledger, by(), ID, (given) => ({ kind: 'clawBack', ...ID, ...given, awardId, points, occurredAt: given.at, reference: REFERENCE })),
  };
}

/** What was refused, by its code; undefined when it was not. */
export async function refusalOf(asked: Promise<unknown>): Promise<string | undefined> {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (!isDomainError(error)) throw error;
    return error.code;
  }
}
