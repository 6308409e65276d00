import { setTimeout as sleep } from 'node:timers/promises';
import { manualClock, type ManualClock } from '@loyalty/kernel';
import { Ledger } from '@loyalty/ledger';
import { applied, balanceInLog, coded, commit, event, events, killChildren, move, places, startChild, systemPorts, transfer, wholeLog } from '@loyalty/testing';
import { serverUnderTest, type ServerUnderTest } from '../testing/server-under-test';
import { KurrentEventStore } from './kurrent-event-store';

jest.setTimeout(60_000);
let server: ServerUnderTest;
let stores: KurrentEventStore[];
let clocks: ManualClock[];
beforeAll(async () => {
  server = await serverUnderTest();
});
afterAll(() => server.stop());
beforeEach(async () => {
  const url = server.newLog();
  clocks = [1, 2, 3].map(() => manualClock('2026-01-01T00:00:00Z'));
  stores = await Promise.all(clocks.map((clock) => KurrentEventStore.open(url, { ...systemPorts, clock })));
});
afterEach(async () => {
  await killChildren();
  await Promise.all(stores.map((store) => store.close()));
});

const settle = <T>(work: readonly Promise<T>[]) => Promise.allSettled(work);
const codeOf = (result: PromiseSettledResult<unknown>) => (result.status === 'fulfilled' ? 'taken' : String((result.reason as { code?: string }).code));

describe('several writers of one log', () => {
  it('agree on its id, though all of them may have made it', () => {
    expect(new Set(stores.map(({ logId }) => logId)).size).toBe(1);
  });

  it('give every event a place of its own, without gaps, whoever writes it', async () => {
    const receipts = await Promise.all(stores.flatMap((store, w) => Array.from({ length: 40 }, (_, i) => store.append(commit(events(`account-${w}.${i}`, 1, 2))))));
    expect(receipts.map(({ basePosition }) => basePosition).sort((a, b) => a - b)).toEqual(Array.from({ length: 120 }, (_, i) => 2 * i));
    const log = await wholeLog(stores[0]!);
    expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 240 }, (_, i) => i + 1));
    expect(await wholeLog(stores[1]!, 7)).toEqual(log);
  });

  it('let one of them win a revision, and the others learn where the stream is', async () => {
    for (let revision = 1; revision <= 20; revision += 1) {
      const results = await settle(stores.map((store, w) => store.append(commit([event('account-a', revision, { by: w })]))));
      expect(results.map(codeOf).sort()).toEqual(['revision_conflict', 'revision_conflict', 'taken']);
      const lost = results.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
      expect(lost.reason).toEqual(coded('revision_conflict', { stream: 'account-a', expected: revision - 1, actual: revision }));
    }
    expect(places(await wholeLog(stores[0]!))).toEqual(Array.from({ length: 20 }, (_, i) => `account-a@${i + 1}`));
  });

  it('answer a command once: the second answer is refused with everything that came with it', async () => {
    for (let i = 0; i < 20; i += 1) {
      const results = await settle(stores.map((store, w) => store.append(commit([event(`account-${w}`, i + 1)], [applied(`c${i}`, 1, { by: w })]))));
      expect(results.map(codeOf).sort()).toEqual(['command_recorded', 'command_recorded', 'taken']);
      const winner = results.findIndex(({ status }) => status === 'fulfilled');
      expect(await stores[0]!.outcomes([`c${i}`])).toEqual([expect.objectContaining({ answer: JSON.stringify({ by: winner }) })]);
      for (const [w, store] of stores.entries()) if (w !== winner) await store.append(commit([event(`account-${w}`, i + 1)]));
    }
  });

  it('decide on nothing that has gone on: of two that read what the other writes, one wins', async () => {
    const [first, second] = stores as [KurrentEventStore, KurrentEventStore];
    for (let i = 1; i <= 20; i += 1) {
      const results = await settle([
        first.append({ ...commit([event(`left-${i}`, 1)]), reads: [{ stream: `right-${i}`, revision: 0 }] }),
        second.append({ ...commit([event(`right-${i}`, 1)]), reads: [{ stream: `left-${i}`, revision: 0 }] }),
      ]);
      expect(results.map(codeOf).sort()).toEqual(['revision_conflict', 'taken']);
    }
  });

  it('all get on: none is kept waiting by another that always wins', async () => {
    const done = stores.map(() => 0);
    await Promise.all(stores.map(async (store, w) => {
      while (Math.max(...done) < 200) await store.append(commit([event(`account-${w}`, (done[w] = done[w]! + 1))]));
    }));
    expect(Math.min(...done)).toBeGreaterThan(50);
  });

  it('tell streams apart whose names differ in capitals only, also when one commit is about both', async () => {
    const [first, second] = stores as [KurrentEventStore, KurrentEventStore];
    await first.append(commit([event('account-ab', 1), event('account-aB', 1), event('account-AB', 1)]));
    await expect(second.append(commit([event('account-ab', 2), event('account-aB', 1)]))).rejects.toEqual(coded('revision_conflict', { stream: 'account-aB', expected: 0, actual: 1 }));
    await second.append({ ...commit([event('account-ab', 2), event('account-aB', 2)]), reads: [{ stream: 'account-AB', revision: 1 }] });
    expect(await first.head()).toBe(5);
  });

  it('keep time from going back in the log, though one clock is behind, and say when they recorded', async () => {
    const [ahead, behind] = clocks as [ManualClock, ManualClock];
    ahead.set('2026-01-01T12:00:00Z');
    const ledgers = await Promise.all([Ledger.open(stores[0]!, { clock: ahead }), Ledger.open(stores[1]!, { clock: behind })]);
    await move(ledgers[0]!, 'c1', 'a', 10);
    const late = await move(ledgers[1]!, 'c2', 'b', 10);
    expect(late.recordedAt).toBe('2026-01-01T12:00:00.000Z');
    expect(await move(ledgers[0]!, 'c2', 'b', 10)).toMatchObject({ ...late, repeated: true });
    expect((await wholeLog(stores[2]!)).map(({ recordedAt }) => recordedAt)).toEqual(['2026-01-01T12:00:00.000Z', '2026-01-01T12:00:00.000Z']);
  });

  it('lose and double nothing: 3 ledgers, 900 commands on 4 accounts, a third of them given to two ledgers', async () => {
    const ledgers = await Promise.all(stores.map((store, w) => Ledger.open(store, { clock: clocks[w]! })));
    const accounts = ['a', 'b', 'c', 'd'];
    const work: Promise<unknown>[] = [];
    for (let i = 0; i < 300; i += 1) {
      for (const [w, ledger] of ledgers.entries()) {
        const id = i % 3 === 0 ? `shared-${i}` : `own-${w}-${i}`;
        const shared = i % 3 === 0 ? 0 : w;
        work.push(i % 5 === 4 ? transfer(ledger, id, accounts[(i + shared) % 4]!, accounts[(i + shared + 1) % 4]!, 1) : move(ledger, id, accounts[(i + shared) % 4]!, 10));
      }
      if (i % 20 === 19) await sleep(1);
    }
    const results = await settle(work);
    const codes = new Set(results.map(codeOf));
    codes.delete('taken');
    codes.delete('balance_too_low');
    expect([...codes]).toEqual([]);
    const log = await wholeLog(stores[0]!);
    const caused = Map.groupBy(log, ({ command }) => command);
    for (const [id, made] of caused) expect([id, made.length]).toEqual([id, made.some(({ type }) => type === 'redeemed.v1') ? 2 : 1]);
    let sum = 0;
    for (const name of accounts) {
      const balance = await balanceInLog(stores[1]!, name);
      sum += balance;
      for (const ledger of ledgers) expect((await move(ledger, `look-${name}`, name, 0)).answer).toBe(balance);
    }
    const moves = new Set(log.filter(({ type, command }) => type === 'earned.v1' && caused.get(command)!.length === 1).map(({ command }) => command));
    expect(sum).toBe(10 * moves.size);
    // Every id that was given out for a move, once, whoever it was given to.
    const ids = new Set(Array.from({ length: 300 }, (_, i) => i).filter((i) => i % 5 !== 4).flatMap((i) => (i % 3 === 0 ? [`shared-${i}`] : [0, 1, 2].map((w) => `own-${w}-${i}`))));
    expect(moves).toEqual(ids);
    expect(ledgers.reduce((all, { stats }) => all + stats.redecided, 0)).toBeGreaterThan(0);
    await Promise.all(ledgers.map((ledger) => ledger.close()));
  }, 120_000);

  it('are processes: of 3, each killed once and started again with the same commands, every command has one effect', async () => {
    const url = server.newLog();
    const start = (w: number) => startChild('libs/adapters/kurrentdb/src/testing/writer-process.ts', [url, `w${w}`, '150']);
    const done = await Promise.all([0, 1, 2].map(async (w) => {
      const child = start(w);
      await child.said((line) => Number(line) >= 20 + 25 * w);
      await child.kill();
      const again = start(w);
      await again.said((line) => line === 'done');
      await again.kill();
      return again.lines.filter((line) => line === 'repeated').length;
    }));
    for (const repeated of done) expect(repeated).toBeGreaterThanOrEqual(20);
    const reader = await KurrentEventStore.open(url, { ...systemPorts, clock: clocks[0]! });
    stores.push(reader);
    const log = await wholeLog(reader);
    expect(log.map(({ position }) => position)).toEqual(Array.from({ length: 450 }, (_, i) => i + 1));
    expect(new Set(log.map(({ command }) => command)).size).toBe(450);
  }, 120_000);
});
