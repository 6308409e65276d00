import { instant } from '@loyalty/kernel';
import fc from 'fast-check';
import { account } from '../domain/account/account';
import { aWallet, day, ID, member } from '../domain/account/account.fixture';
import { step, walk, wallet } from '../domain/account/account-walk.fixture';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT } from '../domain/account/state';
import { balanceAsOf } from '../queries/balance';
import { accountStatement } from './account-statement';
import { logOf, recorded, storeOf } from './recorded.fixture';
import { replayLog } from './replay';
import { trialBalanceAsOf } from './trial-balance-as-of';

const EVER = instant('9999-12-31T00:00:00.000Z');
const { earn, redeem, clawBack } = member(aWallet({ expiry: { kind: 'rolling', months: 1 }, debt: 'allowed' }));

function caused(...commands: readonly Parameters<typeof account.decide>[0][]) {
  let state = NO_ACCOUNT;
  const events = commands.flatMap((command) => {
    const decided = account.decide(command, state);
    state = decided.reduce(evolve, state);
    return decided.map((event) => ({ event, at: command.at }));
  });
  return recorded(events.map(({ event }) => event), ID, (i) => events[i]!.at);
}

/** 100 points earned, 30 spent, 70 lapse on 10 April; an old refund told on day 8 counts from day 2. */
const HISTORY = caused(earn(100, day(0)), redeem(30, day(5)), clawBack('L1', 20, day(8), { occurredAt: day(2) }));

describe('a statement', () => {
  it('is in the order of business time, with the balance after each line', async () => {
    const { opening, lines, closing } = await accountStatement(storeOf(HISTORY), ID, { asOf: day(9), knownAt: EVER });
    expect(lines.map(({ type, change, balance }) => [type, change, balance])).toEqual([['points.earned.v1', 100, 100], ['points.clawed.back.v1', -20, 80], ['points.redeemed.v1', -30, 50]]);
    expect([opening, closing]).toEqual([0, 50]);
  });

  it('may begin later, with an opening balance', async () => {
    const { opening, lines, closing } = await accountStatement(storeOf(HISTORY), ID, { from: day(3), asOf: day(9), knownAt: EVER });
    expect([opening, lines.length, closing]).toEqual([80, 1, 50]);
  });

  it('leaves out what was not known yet', async () => {
    const { lines, closing } = await accountStatement(storeOf(HISTORY), ID, { asOf: day(9), knownAt: day(6) });
    expect([lines.length, closing]).toEqual([2, 70]);
  });

  it('ends with what the clock has brought about and nobody has written down', async () => {
    const { lines, closing } = await accountStatement(storeOf(HISTORY), ID, { asOf: day(60), knownAt: EVER });
    expect(lines.at(-1)).toMatchObject({ type: 'points.expired.v1', change: -50, balance: 0 });
    expect(lines.at(-1)).not.toHaveProperty('revision');
    expect(closing).toBe(0);
  });

  it('closes with the balance as of the same times, whatever happened', async () => {
    await fc.assert(fc.asyncProperty(wallet, fc.array(step, { maxLength: 30 }), fc.nat(120), async (policy, steps, days) => {
      const events = recorded(walk(policy, steps).flatMap((done) => done.events), ID);
      const times = { asOf: day(days), knownAt: EVER };
      expect((await accountStatement(storeOf(events), ID, times)).closing).toBe((await balanceAsOf(storeOf(events), ID, times)).balance);
    }), { numRuns: 100 });
  });
});

describe('a trial balance as of a date', () => {
  it.each([[1, 9], [6, 9], [9, 9], [60, 9], [6, 6]])('on day %i is the balance of the account and adds up to zero, as known on day %i', async (days, known) => {
    const asOf = day(days);
    const knownPosition = HISTORY.filter(({ recordedAt }) => recordedAt <= day(known)).length;
    const [found] = await trialBalanceAsOf(logOf(HISTORY), { asOf: () => asOf, knownPosition });
    const { available, pending } = await balanceAsOf(storeOf(HISTORY), ID, { asOf, knownAt: day(known) });
    expect(found).toMatchObject({ wallet: 'points', sum: 0n, books: { available: BigInt(available), pending: BigInt(pending) } });
  });
});

describe('a replay', () => {
  const many = ['ana', 'ben', 'carl', 'dora'].flatMap((memberId) => HISTORY.map((event) => ({ ...event, stream: `pointsAccount-points.${memberId}` })));

  it('counts, adds up, and comes to the same digest however many streams are in memory', async () => {
    const whole = await replayLog(logOf(many), { position: many.length });
    const shares = await replayLog(logOf(many), { position: many.length, streamsMax: 1 });
    expect(whole).toMatchObject({ accounts: 4, streams: 4, readings: 1, events: { 'points.earned.v1': 4, 'points.redeemed.v1': 4, 'points.clawed.back.v1': 4 } });
    expect(whole.wallets[0]).toMatchObject({ wallet: 'points', sum: 0n, books: { issued: -320n, redeemed: 120n, available: 200n } });
    expect(shares.readings).toBeGreaterThan(1);
    expect(shares.digest).toBe(whole.digest);
  });

  it('comes to another digest at another position or with another amount', async () => {
    const digest = async (events: typeof many, position: number) => (await replayLog(logOf(events), { position })).digest;
    const other = many.map((event, i) => (i === 0 ? { ...event, data: { ...(event.data as object), lot: { lotId: 'L1', points: 101 } } } : event));
    expect(new Set([await digest(many, many.length), await digest(many, many.length - 1), await digest(other, many.length)]).size).toBe(3);
  });

  it('stops at a stream that is not whole', async () => {
    await expect(replayLog(logOf(many.filter((_, i) => i !== 1)), { position: many.length - 1 })).rejects.toMatchObject({ category: 'corruption', code: 'revision_gap' });
  });
});
