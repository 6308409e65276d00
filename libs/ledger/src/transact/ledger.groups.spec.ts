import { revisionConflict } from '../log/errors';
import type { EventStore } from '../log/event-store';
import { account, accountDecider, balanceInLog, coded, commandOf, ledgerInMemory, move, places, transfer, wholeLog } from '@loyalty/testing';

/** A gate that holds up the store's syncs, one at a time. */
function gate() {
  const waiting: (() => void)[] = [];
  return {
    hold: () => new Promise<void>((resolve) => waiting.push(resolve)),
    get held() {
      return waiting.length;
    },
    open: () => waiting.shift()?.(),
    async arrived() {
      while (waiting.length === 0) await turn();
    },
  };
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));
const sizes = (store: { disk: { commits: readonly { position: number }[] } }) => store.disk.commits.map(({ position }, i, all) => position - (all[i - 1]?.position ?? 0));

describe('commands of one turn of the event loop', () => {
  it('are decided on each other and go as one commit: 500 on one account', async () => {
    const { ledger, store } = await ledgerInMemory();
    const results = await Promise.all(Array.from({ length: 500 }, (_, i) => move(ledger, `c${i}`, 'hot', 2)));
    expect(results.map(({ answer }) => answer)).toEqual(Array.from({ length: 500 }, (_, i) => 2 * (i + 1)));
    expect(results.map(({ position }) => position)).toEqual(Array.from({ length: 500 }, (_, i) => i + 1));
    expect([sizes(store), ledger.stats]).toEqual([[500], expect.objectContaining({ commits: 1, applied: 500, events: 500 })]);
  });

  it('share out what there is: of 300 who want 1 of 100 points, the first 100 get it', async () => {
    const { ledger, store } = await ledgerInMemory();
    await move(ledger, 'fill', 'hot', 100);
    const results = await Promise.allSettled(Array.from({ length: 300 }, (_, i) => move(ledger, `c${i}`, 'hot', -1)));
    expect(results.map(({ status }) => status)).toEqual([...Array.from({ length: 100 }, () => 'fulfilled'), ...Array.from({ length: 200 }, () => 'rejected')]);
    expect([await balanceInLog(store, 'hot'), store.disk.commits.length, ledger.stats.rejected]).toEqual([0, 2, 200]);
  });

  it('are split by the batch limit, in order', async () => {
    const { ledger, store } = await ledgerInMemory({}, { batchMax: 100 });
    const results = await Promise.all(Array.from({ length: 250 }, (_, i) => move(ledger, `c${i}`, 'hot', 1)));
    expect(results.map(({ answer }) => answer)).toEqual(Array.from({ length: 250 }, (_, i) => i + 1));
    expect(Math.max(...sizes(store))).toBeLessThanOrEqual(200);
    expect(sizes(store).reduce((sum, size) => sum + size)).toBe(250);
  });
});

describe('a state that is decided but not durable', () => {
  it('is seen by the next command, not by peek; both see it once it is durable', async () => {
    const syncs = gate();
    const { ledger } = await ledgerInMemory({ beforeSync: () => syncs.hold() });
    const first = move(ledger, 'c1', 'a', 100);
    await syncs.arrived();
    const second = move(ledger, 'c2', 'a', -30);
    await turn();
    await turn();
    expect((await ledger.peek(account('a'))).state.balance).toBe(0);
    syncs.open();
    expect((await first).answer).toBe(100);
    expect(await ledger.peek(account('a'))).toEqual({ state: { balance: 100, movements: 1 }, revision: 1 });
    await syncs.arrived();
    syncs.open();
    expect([(await second).answer, await ledger.peek(account('a'))]).toEqual([70, { state: { balance: 70, movements: 2 }, revision: 2 }]);
  });

  it('is not answered before it is durable, nor is a refusal that was decided on it', async () => {
    const syncs = gate();
    const { ledger } = await ledgerInMemory({ beforeSync: () => syncs.hold() });
    const answered: string[] = [];
    const note = (name: string, promise: Promise<unknown>) => promise.then(() => answered.push(name), () => answered.push(`${name} refused`));
    const all = [note('c1', move(ledger, 'c1', 'a', 10))];
    await syncs.arrived();
    all.push(note('c2', move(ledger, 'c2', 'a', -11)), note('c3', move(ledger, 'c3', 'a', 1)));
    for (let i = 0; i < 5; i += 1) await turn();
    expect(answered).toEqual([]);
    syncs.open();
    await syncs.arrived();
    expect(answered).toEqual(['c1']);
    syncs.open();
    await Promise.all(all);
    expect(answered).toEqual(['c1', 'c2 refused', 'c3']);
  });
});

describe('a slow store', () => {
  it('gets what came meanwhile as one commit, answered in the order it was given', async () => {
    const syncs = gate();
    const { ledger, store } = await ledgerInMemory({ beforeSync: () => syncs.hold() });
    const order: number[] = [];
    const given: Promise<unknown>[] = [];
    for (let i = 0; i < 10; i += 1) {
      given.push(move(ledger, `c${i}`, `a${i % 3}`, 1).then(() => order.push(i)));
      await turn();
      await turn();
    }
    await syncs.arrived();
    while (order.length < 10) {
      syncs.open();
      await turn();
    }
    await Promise.all(given);
    expect([order, sizes(store)]).toEqual([[0, 1, 2, 3, 4, 5, 6, 7, 8, 9], [1, 9]]);
  });

  it('has one append in flight at a time', async () => {
    let inFlight = 0;
    let most = 0;
    const { ledger } = await ledgerInMemory({
      async beforeAppend() {
        most = Math.max(most, (inFlight += 1));
        await turn();
      },
      afterSync: () => void (inFlight -= 1),
    });
    await Promise.all(Array.from({ length: 200 }, async (_, i) => {
      for (let j = i % 7; j > 0; j -= 1) await turn();
      await move(ledger, `c${i}`, `a${i % 5}`, 1);
    }));
    expect(most).toBe(1);
  });

  it('records a merged commit at a time that is not before any of its decisions', async () => {
    const syncs = gate();
    const { ledger, store, clock } = await ledgerInMemory({ beforeSync: () => syncs.hold() });
    const decidedAt: string[] = [];
    const note = (id: string) => ledger.transact(commandOf(id, {}), { streams: [account('a')], decide: (tx) => (tx.execute(account('a'), 1), decidedAt.push(tx.now), null) });
    const all = [note('c1')];
    await syncs.arrived();
    for (const id of ['c2', 'c3']) {
      clock.advanceMs(1_000);
      all.push(note(id));
      for (let i = 0; i < 4; i += 1) await turn();
    }
    syncs.open();
    await syncs.arrived();
    syncs.open();
    const recorded = (await Promise.all(all)).map(({ recordedAt }) => recordedAt);
    expect(decidedAt.map((at) => at.slice(17, 19))).toEqual(['00', '01', '02']);
    expect(recorded.map((at) => at.slice(17, 19))).toEqual(['00', '02', '02']);
    expect((await wholeLog(store)).map(({ recordedAt }) => recordedAt)).toEqual(recorded);
  });
});

describe('a command on several streams', () => {
  it('is one commit: both accounts move or none does', async () => {
    const { ledger, store } = await ledgerInMemory();
    await move(ledger, 'fill', 'a', 100);
    expect((await transfer(ledger, 't1', 'a', 'b', 60)).answer).toEqual([40, 60]);
    // The taker's event is decided before the giver refuses: it must leave nothing.
    await expect(transfer(ledger, 't2', 'a', 'b', 60)).rejects.toEqual(coded('balance_too_low', { balance: 40 }));
    expect(places(await wholeLog(store))).toEqual(['account-a@1', 'account-b@1', 'account-a@2']);
    expect((await ledger.peek(account('b'))).state).toEqual({ balance: 60, movements: 1 });
  });

  it('sees on one account what it did to it before', async () => {
    const { ledger } = await ledgerInMemory();
    const stream = account('a');
    const result = await ledger.transact(commandOf('c1', {}), { streams: [stream], decide: (tx) => [10, 20, -25].map((points) => (tx.execute(stream, points), tx.state(stream).balance)) });
    expect([result.answer, result.position]).toEqual([[10, 30, 5], 3]);
  });

  it('may catch a refusal and do something else; nothing of the refused part stays', async () => {
    const { ledger, store } = await ledgerInMemory();
    const stream = account('a');
    const give: typeof stream = {
      ...stream,
      decider: {
        ...accountDecider,
        decide: () => [1, 2].flatMap((points) => accountDecider.decide(points, accountDecider.initial)),
        evolve(state, happened) {
          if (happened.data.points === 2) throw new Error('evolve fails at the second event');
          return accountDecider.evolve(state, happened);
        },
      },
    };
    const result = await ledger.transact(commandOf('c1', {}), {
      streams: [stream],
      decide(tx) {
        try {
          tx.execute(give, 0);
        } catch {
          tx.execute(stream, 7);
        }
        return tx.state(stream).balance;
      },
    });
    expect([result.answer, await balanceInLog(store, 'a')]).toEqual([7, 7]);
  });

  it('that names no stream it uses is a bug of its own, and moves nothing', async () => {
    const { ledger, store } = await ledgerInMemory();
    await expect(ledger.transact(commandOf('c1', {}), { streams: [], decide: (tx) => tx.execute(account('a'), 1) })).rejects.toThrow('not among the streams');
    expect(await store.head()).toBe(0);
  });
});

describe('closing', () => {
  it('answers what was taken and refuses what comes after; the store stays open', async () => {
    const { ledger, store } = await ledgerInMemory({ beforeSync: turn });
    const taken = Array.from({ length: 50 }, (_, i) => move(ledger, `c${i}`, `a${i % 4}`, 1));
    const closed = ledger.close();
    await expect(move(ledger, 'late', 'a', 1)).rejects.toEqual(coded('store_closed'));
    await closed;
    expect([ledger.depth, (await Promise.all(taken)).length, await (store as EventStore).head()]).toEqual([0, 50, 50]);
  });

  it('waits for what is decided anew after a lost race', async () => {
    let races = 2;
    const { ledger } = await ledgerInMemory({
      async beforeAppend() {
        await turn();
        if ((races -= 1) > 0) throw revisionConflict('account-a', 0, 1);
      },
    });
    const taken = move(ledger, 'c1', 'a', 1);
    await ledger.close();
    expect(ledger.depth).toBe(0);
    expect((await taken).answer).toBe(1);
  });
});
