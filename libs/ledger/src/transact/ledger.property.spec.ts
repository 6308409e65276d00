import fc from 'fast-check';
import { manualClock } from '@loyalty/kernel';
import { account, accountDecider, balanceInLog, commandOf, move, restingDecider, transfer } from '@loyalty/testing';
import { memoryDisk } from '../memory/memory-disk';
import { MemoryEventStore } from '../memory/memory-event-store';
import { Ledger } from './ledger';

const RUNS = Number(process.env['FC_RUNS'] ?? 300);
const NAMES = ['a', 'b', 'c'];

const step = fc.oneof(
  fc.record({ kind: fc.constant('move' as const), id: fc.integer({ min: 0, max: 25 }), name: fc.constantFrom(...NAMES), points: fc.integer({ min: -6, max: 8 }) }),
  fc.record({ kind: fc.constant('transfer' as const), id: fc.integer({ min: 26, max: 40 }), name: fc.constantFrom(...NAMES), points: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('peek' as const), id: fc.constant(0), name: fc.constantFrom(...NAMES), points: fc.constant(0) }),
);

/** The body is made from the id, so that a repeated id is a repeated command. */
const plan = fc.record({
  steps: fc.array(step, { minLength: 5, maxLength: 60 }),
  statesMax: fc.constantFrom(1, 2, 100),
  decider: fc.constantFrom(accountDecider, restingDecider),
  batchMax: fc.constantFrom(1, 3, 1_024),
  halvedAbove: fc.constantFrom(1, 2, 32),
  appendsAtOnce: fc.constantFrom(1, 2, 3),
  faults: fc.array(fc.constantFrom('none', 'none', 'none', 'beforeSync', 'afterSync'), { minLength: 1, maxLength: 12 }),
  writers: fc.constantFrom(1, 1, 2),
});

describe('under any interleaving of commands, repeats, disk faults, evictions and a second writer', () => {
  it(`memory equals the log, the parts add up, and each id has exactly one effect: ${RUNS} runs`, async () => {
    await fc.assert(fc.asyncProperty(fc.scheduler(), plan, async (s, { steps, statesMax, decider, batchMax, halvedAbove, appendsAtOnce, faults, writers }) => {
      let appends = 0;
      const pause = (label: string) => () => s.schedule(Promise.resolve(), label);
      const fault = (kind: string) => async () => {
        await pause(kind)();
        if (faults[appends % faults.length] === kind) throw new Error(kind);
      };
      const store = new MemoryEventStore(memoryDisk(), { beforeAppend: async () => void (appends += 1), beforeSync: fault('beforeSync'), afterSync: fault('afterSync'), beforeRead: pause('read') }, { appendsAtOnce });
      const opening = Promise.all(Array.from({ length: writers }, () => Ledger.open(store, { clock: manualClock('2026-01-01T00:00:00Z'), statesMax, batchMax, halvedAbove, turn: pause('turn') })));
      const ledgers = await s.waitFor(opening);
      const bodies = new Map<number, (typeof steps)[number]>();
      const answers = new Map<number, unknown[]>();

      const run = async (given: (typeof steps)[number], i: number): Promise<void> => {
        const ledger = ledgers[i % ledgers.length]!;
        await pause(`step ${i}`)();
        if (given.kind === 'peek') {
          await ledger.peek(account(given.name, decider)).catch(() => undefined);
          return;
        }
        const body = bodies.get(given.id) ?? given;
        bodies.set(given.id, body);
        const other = NAMES[(NAMES.indexOf(body.name) + 1) % NAMES.length]!;
        const asked: Promise<{ answer: unknown; position: number }> = body.kind === 'move' ? move(ledger, `c${body.id}`, body.name, body.points, decider) : transfer(ledger, `c${body.id}`, body.name, other, body.points, decider);
        const answer = await asked.then(({ answer: given_, position }) => ({ given: given_, position }), ({ code, facts }) => (code === 'store_unavailable' ? undefined : { code, facts }));
        if (answer !== undefined) answers.set(given.id, [...(answers.get(given.id) ?? []), answer]);
      };
      await s.waitFor(Promise.all(steps.map(run)));
      await s.waitFor(Promise.all(ledgers.map((ledger) => ledger.close())));
      for (const ledger of ledgers) expect(ledger.depth).toBe(0);

      // One effect and one answer for each id.
      const effects = new Map<string, number>();
      for (const { command, stream } of store.disk.events) effects.set(`${command} ${stream}`, (effects.get(`${command} ${stream}`) ?? 0) + 1);
      for (const count of effects.values()) expect(count).toBe(1);
      for (const given of answers.values()) for (const answer of given) expect(answer).toEqual(given[0]);
      for (const [id, given] of answers) {
        const outcome = store.disk.outcomes.get(`c${id}`)!;
        expect((given[0] as { code?: string }).code === undefined ? 'applied' : 'rejected').toBe(outcome.status);
        const moved = bodies.get(id)!.points !== 0 && outcome.status === 'applied';
        expect(store.disk.events.filter(({ command }) => command === `c${id}`).length).toBe(moved ? (bodies.get(id)!.kind === 'move' ? 1 : 2) : 0);
      }

      // Never below zero at any position; memory is the log.
      const balances = new Map<string, number>();
      for (const { stream, data } of store.disk.events) {
        balances.set(stream, (balances.get(stream) ?? 0) + (data as { points: number }).points);
        expect(balances.get(stream)).toBeGreaterThanOrEqual(0);
      }
      for (const name of NAMES) {
        const { state, revision } = await s.waitFor(ledgers[0]!.peek(account(name, decider)));
        const inLog = await s.waitFor(balanceInLog(store, name));
        const length = store.disk.streams.get(`account-${name}`)?.length ?? 0;
        // A second writer may have gone on without this one having looked.
        if (writers === 1) expect([name, state.balance, state.movements, revision]).toEqual([name, inLog, length, length]);
        else expect(revision).toBeLessThanOrEqual(length);
      }
      const sums = store.disk.events.reduce((sum, { data }) => sum + (data as { points: number }).points, 0);
      const earned = store.disk.events.filter(({ command }) => bodies.get(Number(command.slice(1)))?.kind === 'move').reduce((sum, { data }) => sum + (data as { points: number }).points, 0);
      expect(sums).toBe(earned);
    }), { numRuns: RUNS, endOnFailure: true });
  }, 300_000);
});

describe('a ledger that is opened again after each crash', () => {
  it('goes on as if nothing had happened: 200 seeds', async () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const disk = memoryDisk();
      let expected = 0;
      for (let life = 0; life < 4; life += 1) {
        const { promise: never } = Promise.withResolvers<void>();
        let syncs = (seed * 7 + life) % 5;
        const store = new MemoryEventStore(disk, { beforeSync: () => ((syncs -= 1) < 0 ? never : undefined) }, { appendsAtOnce: 1 + (seed % 2) });
        const ledger = await Ledger.open(store, { clock: manualClock('2026-01-01T00:00:00Z'), statesMax: 1 + (seed % 3) });
        const given = Array.from({ length: 8 }, (_, i) => move(ledger, `c${life}.${i % 6}`, 'a', i % 6));
        await Promise.race([Promise.all(given), new Promise((resolve) => setTimeout(resolve, 1))]);
        given.forEach((promise) => void promise.catch(() => undefined));
        // The process is gone here; what was in flight hangs for ever.
        expected = disk.events.reduce((sum, { data }) => sum + (data as { points: number }).points, 0);
      }
      const ledger = await Ledger.open(new MemoryEventStore(disk), { clock: manualClock('2026-01-01T00:00:00Z') });
      expect((await ledger.peek(account('a'))).state.balance).toBe(expected);
      for (let life = 0; life < 4; life += 1) await Promise.all(Array.from({ length: 6 }, (_, i) => move(ledger, `c${life}.${i}`, 'a', i)));
      expect((await ledger.peek(account('a'))).state.balance).toBe(4 * 15);
      await ledger.transact(commandOf('end', seed), { streams: [], decide: () => null });
    }
  }, 60_000);
});

