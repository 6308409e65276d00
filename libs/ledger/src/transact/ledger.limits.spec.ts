import { account, balanceInLog, commandOf, ledgerInMemory, move, restingDecider } from '@loyalty/testing';
import { seededRandom } from '@loyalty/kernel';

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('the queue in front', () => {
  it('takes so many commands and answers one more overloaded, with a time to come back', async () => {
    const { ledger, store } = await ledgerInMemory({}, { commandsMax: 10 });
    const results = await Promise.allSettled(Array.from({ length: 12 }, (_, i) => move(ledger, `c${i}`, 'a', 1)));
    expect(results.slice(10)).toEqual([1, 2].map(() => ({ status: 'rejected', reason: expect.objectContaining({ code: 'overloaded', retryable: true, facts: { waiting: 10, retryAfterMs: 250 } }) })));
    expect([await balanceInLog(store, 'a'), ledger.stats.overloaded, ledger.depth]).toEqual([10, 2, 0]);
    expect((await move(ledger, 'c11', 'a', 1)).answer).toBe(11);
  });

  it('takes so many characters', async () => {
    const { ledger } = await ledgerInMemory({}, { charactersMax: 1_000 });
    const heavy = (id: string) => ledger.transact({ ...commandOf(id, id), length: 600 }, { streams: [], decide: () => id });
    const results = await Promise.allSettled(['c1', 'c2', 'c3'].map(heavy));
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected']);
    expect((await Promise.all(['c4', 'c3', 'c4'].map(heavy))).map(({ answer, repeated }) => [answer, repeated])).toEqual([['c4', false], ['c3', false], ['c4', true]]);
  });

  it('frees its room whatever becomes of a command', async () => {
    let fail = 0;
    const { ledger } = await ledgerInMemory({
      afterSync() {
        if ((fail += 1) % 3 === 0) throw new Error('fire');
      },
    }, { commandsMax: 4, charactersMax: 100 });
    for (let i = 0; i < 60; i += 1) {
      await Promise.allSettled([
        move(ledger, `a${i}`, 'a', 1),
        move(ledger, `r${i}`, 'a', -1_000),
        ledger.transact({ ...commandOf(`b${i}`, i), length: 30 }, { streams: [], decide: () => JSON.parse('no') }),
        move(ledger, `a${i - 1}`, 'a', 1),
      ]);
    }
    expect([ledger.depth, ledger.stats.overloaded]).toEqual([0, 0]);
    await expect(Promise.all([1, 2, 3, 4].map((i) => ledger.transact({ ...commandOf(`end${i}`, i), length: 25 }, { streams: [], decide: () => i })))).resolves.toHaveLength(4);
  });
});

describe('a cache with room for few states', () => {
  it.each([1, 2, 3])('of %i never shows a wrong one: 600 commands on 8 accounts, with peeks between them', async (statesMax) => {
    const random = seededRandom(statesMax);
    const pause = async () => {
      for (let i = random.int(3); i > 0; i -= 1) await (random.chance(300) ? turn() : undefined);
    };
    const { ledger, store } = await ledgerInMemory({ beforeRead: pause, beforeSync: pause, afterSync: pause }, { statesMax });
    const balances = new Map<string, number>();
    const acknowledged = new Map<string, number>();
    const all: Promise<void>[] = [];
    for (let i = 0; i < 600; i += 1) {
      const name = `a${random.int(8)}`;
      const points = random.int(9) - 3;
      all.push(move(ledger, `c${i}`, name, points).then(({ answer }) => {
        balances.set(name, (balances.get(name) ?? 0) + points);
        acknowledged.set(name, (acknowledged.get(name) ?? 0) + (points === 0 ? 0 : 1));
        expect(answer).toBe(balances.get(name));
      }, ({ code, facts }: { code: string; facts: { balance: number } }) => expect([code, facts.balance]).toEqual(['balance_too_low', balances.get(name) ?? 0])));
      if (random.chance(400)) {
        const seen = acknowledged.get(name) ?? 0;
        all.push(ledger.peek(account(name)).then(({ revision }) => expect(revision).toBeGreaterThanOrEqual(seen)));
      }
      await pause();
    }
    await Promise.all(all);
    for (const [name, balance] of balances) expect([name, (await ledger.peek(account(name))).state.balance, await balanceInLog(store, name)]).toEqual([name, balance, balance]);
    expect(ledger.stats.redecided).toBe(0);
  });

  it('keeps no state of a stream at rest: whoever asks next has it read', async () => {
    const { ledger, store } = await ledgerInMemory();
    let reads = 0;
    const read = store.readStream.bind(store);
    store.readStream = (name, options) => ((reads += 1), read(name, options));
    const readsBy = async (points: number) => {
      reads = 0;
      await move(ledger, `c${points}`, 'a', points, restingDecider);
      return reads;
    };
    expect([await readsBy(2), await readsBy(1), await readsBy(4), await readsBy(5)]).toEqual([1, 0, 1, 0]);
    // Three commands in one go: the state after the second would be one of rest, and the third goes on from it.
    expect((await Promise.all([7, 8, 9].map((points) => move(ledger, `d${points}`, 'b', points - 6, restingDecider)))).map(({ answer }) => answer)).toEqual([1, 3, 6]);
    expect([(await ledger.peek(account('a'))).state.balance, (await ledger.peek(account('b'))).state.balance]).toEqual([12, 6]);
  });

  it('does not take a fold for the newest that began before a commit and ended after its state was evicted', async () => {
    const { ledger, store } = await ledgerInMemory({}, { statesMax: 1 });
    const held = new Map<string, Promise<void>>();
    const read = store.readStream.bind(store);
    store.readStream = async (name, options) => {
      const found = await read(name, options);
      await held.get(name);
      return found;
    };
    const hold = (name: string) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      held.set(`account-${name}`, promise);
      return () => (held.delete(`account-${name}`), resolve());
    };
    await move(ledger, 'c1', 'a', 10);
    // The command has account a from the cache; account b then takes its place there, while account c is being read.
    const releaseC = hold('c');
    const earn = ledger.transact(commandOf('c2', {}), { streams: [account('a'), account('b'), account('c')], decide: (tx) => (tx.execute(account('a'), 90), null) });
    for (let i = 0; i < 5; i += 1) await turn();
    const releaseA = hold('a');
    const slow = ledger.peek(account('a')); // reads 10 points, and is held up
    for (let i = 0; i < 5; i += 1) await turn();
    releaseC();
    await earn; // 100 points
    await move(ledger, 'c3', 'd', 1); // takes the place of account a
    releaseA();
    expect((await slow).state.balance).toBe(100);
    expect((await move(ledger, 'c4', 'a', -60)).answer).toBe(40);
    expect(ledger.stats.redecided).toBe(0);
  });
});
