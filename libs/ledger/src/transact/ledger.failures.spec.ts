import { Ledger } from './ledger';
import { revisionConflict } from '../log/errors';
import { EVENT_LENGTH_MAX } from '../log/limits';
import { account, accountDecider, applied, balanceInLog, coded, commandOf, commit, event, ledgerInMemory, move, transfer } from '@loyalty/testing';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const fire = () => {
  throw new Error('the disk is on fire');
};
/** Calls `what` in these of its calls, counted from 1. */
const inCalls = (calls: readonly number[], what: () => void) => {
  let count = 0;
  return () => (calls.includes((count += 1)) ? what() : undefined);
};

describe('a commit that is not taken', () => {
  it('answers store_unavailable, drops its states, and the next command is decided on what is durable', async () => {
    const { ledger, store } = await ledgerInMemory({ beforeSync: inCalls([2], fire) });
    await move(ledger, 'c1', 'a', 100);
    const failed = await Promise.allSettled([move(ledger, 'c2', 'a', -60), move(ledger, 'c3', 'a', -70)]);
    expect(failed).toEqual([1, 2].map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'store_unavailable', retryable: true }) })));
    expect((await ledger.peek(account('a'))).state.balance).toBe(100);
    expect((await move(ledger, 'c4', 'a', -80)).answer).toBe(20);
    expect([await balanceInLog(store, 'a'), ledger.stats.failedCommits, ledger.depth]).toEqual([20, 1, 0]);
  });

  it('takes with it what was decided on it and waited behind it; a retry with the same id is decided anew', async () => {
    let fail = () => undefined as void;
    const { ledger, store } = await ledgerInMemory({ beforeSync: inCalls([2], () => new Promise((_, reject) => (fail = () => reject(new Error('fire'))))) as never });
    await move(ledger, 'fill', 'a', 10);
    const first = move(ledger, 'c1', 'a', -10);
    await turn();
    await turn();
    const refusedOnSpeculation = move(ledger, 'c2', 'a', -10);
    for (let i = 0; i < 4; i += 1) await turn();
    fail();
    for (const result of await Promise.allSettled([first, refusedOnSpeculation])) expect(result).toMatchObject({ status: 'rejected', reason: { code: 'store_unavailable' } });
    expect(await store.outcomes(['c1', 'c2'])).toEqual([undefined, undefined]);
    expect((await move(ledger, 'c2', 'a', -10)).answer).toBe(0);
    await expect(move(ledger, 'c1', 'a', -10)).rejects.toEqual(coded('balance_too_low'));
  });

  it('never leaves a refusal on record that was decided on what did not happen: 2,000 failures at every moment', async () => {
    for (let delay = 0; delay < 40; delay += 1) {
      for (let n = 0; n < 50; n += 1) {
        const { ledger, store } = await ledgerInMemory({
          beforeSync: inCalls([2], async () => {
            for (let i = 0; i < delay; i += 1) await undefined;
            fire();
          }),
        }, { turn: async () => undefined });
        await move(ledger, 'fill', 'a', 10);
        const spend = move(ledger, 'spend', 'a', -10).catch(() => undefined);
        for (let i = 0; i < n; i += 1) await undefined;
        const other = await move(ledger, 'other', 'a', -10).catch((error) => error.code);
        await spend;
        const [spent] = await store.outcomes(['spend']);
        if (spent === undefined && other === 'balance_too_low') throw new Error(`delay ${delay}, n ${n}: refused for points that were never spent`);
        expect(await balanceInLog(store, 'a')).toBe((await ledger.peek(account('a'))).state.balance);
      }
    }
  });
});

describe('a commit of which nobody knows whether it was taken', () => {
  it('answers store_unavailable; a retry with the same id gives the answer that was recorded', async () => {
    const { ledger, store } = await ledgerInMemory({ afterSync: inCalls([2], fire) });
    await move(ledger, 'c1', 'a', 100);
    const unclear = await Promise.allSettled([move(ledger, 'c2', 'a', -60), move(ledger, 'c3', 'a', -70)]);
    expect(unclear.map((result) => (result as PromiseRejectedResult).reason.code)).toEqual(['store_unavailable', 'store_unavailable']);
    expect((await ledger.peek(account('a'))).state.balance).toBe(40);
    expect(await move(ledger, 'c2', 'a', -60)).toMatchObject({ answer: 40, position: 2, repeated: true });
    await expect(move(ledger, 'c3', 'a', -70)).rejects.toEqual(coded('balance_too_low', { balance: 40 }));
    expect((await move(ledger, 'c4', 'a', -40)).answer).toBe(0);
    expect([await balanceInLog(store, 'a'), await store.head()]).toEqual([0, 3]);
  });

  it('with the same id under another body is still command_id_reused', async () => {
    const { ledger } = await ledgerInMemory({ afterSync: inCalls([1], fire) });
    await expect(move(ledger, 'c1', 'a', 100)).rejects.toEqual(coded('store_unavailable'));
    await expect(move(ledger, 'c1', 'a', 999)).rejects.toEqual(coded('command_id_reused'));
  });
});

describe('a lost race against another writer of the same store', () => {
  it('is decided anew on what the other wrote', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    const other = await Ledger.open(store, { clock });
    await move(ledger, 'c1', 'a', 100);
    await move(other, 'o1', 'a', -90);
    expect((await move(ledger, 'c2', 'a', 5)).answer).toBe(15);
    expect((await move(other, 'o2', 'a', 5)).answer).toBe(20);
    await expect(move(ledger, 'c3', 'a', -21)).rejects.toEqual(coded('balance_too_low'));
    expect([await balanceInLog(store, 'a'), ledger.stats.redecided, other.stats.redecided]).toEqual([20, 2, 1]);
  });

  it('records no refusal that was decided on what is no longer so', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    const other = await Ledger.open(store, { clock });
    await move(ledger, 'c1', 'a', 10);
    await move(other, 'o1', 'a', 90);
    expect((await move(ledger, 'c2', 'a', -50)).answer).toBe(50);
  });

  it('tells at once what the other wrote, where a store says that it is shared', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    const other = await Ledger.open(Object.assign(store, { shared: true }), { clock });
    await move(ledger, 'c1', 'a', 10);
    expect((await other.peek(account('a'))).state.balance).toBe(10);
    await move(ledger, 'c2', 'a', 5);
    expect(await other.peek(account('a'))).toMatchObject({ state: { balance: 15 }, revision: 2 });
    for (let i = 0; i < 1_100; i += 1) await move(ledger, `many-${i}`, 'a', 1);
    expect(await other.peek(account('a'))).toMatchObject({ state: { balance: 1_115 }, revision: 1_102 });
    expect((await move(other, 'o1', 'a', -1_115)).answer).toBe(0);
    expect([other.stats.redecided, (await ledger.peek(account('a'))).state.balance]).toEqual([0, 0]);
  });

  it('lets both go on: 2 ledgers, 300 commands each on 3 accounts, no effect lost or doubled', async () => {
    const { ledger, store, clock } = await ledgerInMemory({ beforeSync: turn });
    const other = await Ledger.open(store, { clock });
    const giving = [ledger, other].flatMap((writer, w) => Array.from({ length: 300 }, async (_, i) => {
      for (let j = i % 11; j > 0; j -= 1) await turn();
      for (;;) {
        try {
          return (await move(writer, `w${w}.${i}`, `a${i % 3}`, 1)).answer;
        } catch (error) {
          if ((error as { code?: string }).code !== 'store_unavailable') throw error;
        }
      }
    }));
    await Promise.all(giving);
    expect([await balanceInLog(store, 'a0'), await balanceInLog(store, 'a1'), await balanceInLog(store, 'a2'), await store.head()]).toEqual([200, 200, 200, 600]);
    expect(ledger.stats.redecided + other.stats.redecided).toBeGreaterThan(0);
  });

  it('finds what the other answered under the same id, refusals too', async () => {
    const { ledger, store, clock } = await ledgerInMemory();
    const other = await Ledger.open(store, { clock });
    const both = await Promise.allSettled([ledger, other].map((writer) => move(writer, 'same', 'a', -1)));
    expect(both).toEqual([1, 2].map(() => ({ status: 'rejected', reason: coded('balance_too_low') })));
    const earned = await Promise.all([ledger, other].map((writer) => move(writer, 'earn', 'a', 5)));
    expect(earned.map(({ answer, repeated }) => [answer, repeated]).sort()).toEqual([[5, false], [5, true]]);
    expect(await balanceInLog(store, 'a')).toBe(5);
  });

  it('is given up after 16 attempts: store_unavailable, and the command may be given again', async () => {
    let races = 0;
    const { ledger } = await ledgerInMemory({
      beforeAppend() {
        if ((races += 1) <= 20) throw revisionConflict('account-a', 0, 1);
      },
    });
    await expect(move(ledger, 'c1', 'a', 1)).rejects.toEqual(coded('store_unavailable'));
    expect([races, ledger.stats.redecided]).toEqual([16, 15]);
    expect((await move(ledger, 'c1', 'a', 1)).answer).toBe(1);
  });

  it('shows in peek as soon as this ledger learns of it', async () => {
    const { ledger, store } = await ledgerInMemory();
    await move(ledger, 'c1', 'a', 100);
    await store.append(commit([{ ...event('account-a', 2, { points: -30 }), type: 'redeemed.v1' }], [applied('elsewhere', 1)]));
    expect((await move(ledger, 'c2', 'a', 1)).answer).toBe(71);
    expect((await ledger.peek(account('a'))).state.balance).toBe(71);
  });
});

describe('one bad command among many', () => {
  const good = (ledger: Ledger, count: number) => Array.from({ length: count }, (_, i) => move(ledger, `good${i}`, `a${i % 7}`, 1));
  const stream = account('bad');
  const give = (data: unknown) => ({ ...stream, decider: { ...accountDecider, decide: () => [{ type: 'earned.v1' as const, data: data as { points: number }, effectiveAt: '2026-01-01T00:00:00.000Z' as never }], evolve: (state: typeof accountDecider.initial) => state } });

  it('that throws a bug is answered with it; the others are not disturbed, and it may be given again', async () => {
    const { ledger, store } = await ledgerInMemory();
    let bug = true;
    const buggy = () => ledger.transact(commandOf('bug', {}), {
      streams: [stream],
      decide(tx) {
        tx.execute(stream, 100);
        if (bug) (undefined as unknown as { x: number }).x.toFixed();
        return tx.state(stream).balance;
      },
    });
    const results = await Promise.allSettled([...good(ledger, 20), buggy()]);
    expect(results.map(({ status }) => status)).toEqual([...Array.from({ length: 20 }, () => 'fulfilled'), 'rejected']);
    expect((results[20] as PromiseRejectedResult).reason.name).toBe('TypeError');
    expect(await store.head()).toBe(20);
    bug = false;
    expect((await buggy()).answer).toBe(100);
  });

  it.each([
    ['an event that is too large', 'x'.repeat(EVENT_LENGTH_MAX), 'event_too_large'],
    ['data that JSON cannot hold', { points: 10n }, 'event_not_json'],
    ['no data at all', undefined, 'event_not_json'],
  ])('with %s is refused alone, after its 399 companions were tried in halves', async (_, data, code) => {
    const { ledger, store } = await ledgerInMemory();
    const bad = ledger.transact(commandOf('bad', {}), { streams: [stream], decide: (tx) => tx.execute(give(data), 0).length });
    const [refused, ...others] = await Promise.allSettled([bad, ...good(ledger, 399)]);
    expect(refused).toEqual({ status: 'rejected', reason: expect.objectContaining({ code, category: 'validation' }) });
    expect(others.map(({ status }) => status)).toEqual(Array.from({ length: 399 }, () => 'fulfilled'));
    expect([await store.head(), store.disk.commits.length < 15, ledger.depth, (await ledger.peek(stream)).revision]).toEqual([399, true, 0, 0]);
  });

  it('with more events than a commit holds, together with others, is split; 3 of 40,000 events each all go through', async () => {
    const { ledger, store } = await ledgerInMemory();
    const many = { ...stream, decider: { ...accountDecider, decide: () => Array.from({ length: 40_000 }, () => accountDecider.decide(1, accountDecider.initial)[0]!) } };
    const results = await Promise.all([1, 2, 3].map((n) => ledger.transact(commandOf(`many${n}`, n), { streams: [many], decide: (tx) => (tx.execute(many, 1), tx.state(many).balance) })));
    expect([results.map(({ answer }) => answer), await store.head()]).toEqual([[40_000, 80_000, 120_000], 120_000]);
  });

  it('on a stream that cannot be folded fails those who need that stream, nobody else', async () => {
    const { ledger, store } = await ledgerInMemory();
    await store.append(commit([event('account-broken', 1, null)]));
    const results = await Promise.allSettled([...good(ledger, 5), move(ledger, 'b1', 'broken', 1), transfer(ledger, 'b2', 'a0', 'broken', 1)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'fulfilled', 'rejected', 'rejected']);
    expect((results[5] as PromiseRejectedResult).reason.name).toBe('TypeError');
    expect(ledger.depth).toBe(0);
  });

  it('that meets a store which cannot be read is store_unavailable, and goes through later', async () => {
    const { ledger } = await ledgerInMemory({ beforeRead: inCalls([2, 4], fire) });
    await expect(move(ledger, 'c1', 'a', 1)).rejects.toEqual(coded('store_unavailable'));
    await expect(move(ledger, 'c1', 'a', 1)).rejects.toEqual(coded('store_unavailable'));
    expect((await move(ledger, 'c1', 'a', 1)).answer).toBe(1);
    expect(ledger.depth).toBe(0);
  });
});

describe('a snapshot that cannot be made', () => {
  it('is counted and harms nobody', async () => {
    const { ledger, store } = await ledgerInMemory();
    store.writeSnapshots = () => Promise.reject(new Error('no room'));
    for (let i = 0; i < 300; i += 1) await move(ledger, `c${i}`, 'a', 1);
    expect([ledger.stats.failedSnapshots, ledger.stats.failedCommits, ledger.stats.applied]).toEqual([1, 0, 300]);
    const bigint = { ...account('big'), decider: { ...accountDecider, decide: () => accountDecider.decide(1, accountDecider.initial), evolve: () => ({ balance: 10n as never, movements: 0 }) } };
    for (let i = 0; i < 260; i += 1) await ledger.transact(commandOf(`b${i}`, i), { streams: [bigint], decide: (tx) => (tx.execute(bigint, 1), null) });
    expect([ledger.stats.failedSnapshots > 1, ledger.stats.failedCommits, ledger.stats.applied]).toEqual([true, 0, 560]);
  });
});
