import { DomainError, manualClock, seededRandom } from '@loyalty/kernel';
import { MemoryEventStore } from '@loyalty/ledger';
import { APPLIED, MemoryCheckpointStore, MemoryParkedStore, type Outcome } from '@loyalty/messaging';
import { AT, earn, record, until } from '@loyalty/testing';
import { InProcessBus } from './in-process-bus';
import type { InProcessLimits } from './options';

const down = () => new DomainError('unavailable', 'store_unavailable', 'down');
const odd: Outcome = { kind: 'parked', error: { category: 'state', code: 'odd', message: 'odd', retryable: false, facts: {} } };
const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('a consumer in the process', () => {
  let log: MemoryEventStore, checkpoints: MemoryCheckpointStore, parked: MemoryParkedStore, saves: number[], wake: (() => void)[];
  let bus: InProcessBus;
  const consumer = async (handle: () => Promise<Outcome>, limits: Partial<InProcessLimits> = {}) => {
    // Time passes only when the test says so, or when the consumer stops.
    const timer = { sleep: (_: number, signal?: AbortSignal) => new Promise<void>((resolve) => { wake.push(resolve); signal?.addEventListener('abort', () => resolve()); }) };
    bus = new InProcessBus({ log, checkpoints, parked, clock: manualClock(AT), timer, random: seededRandom(1) }, limits);
    const made = bus.consumer({ name: 'notices', categories: ['account'], handle });
    await bus.start();
    return made;
  };
  const pass = async () => {
    for (const each of wake.splice(0)) each();
    await turn();
  };

  beforeEach(() => {
    log = new MemoryEventStore();
    checkpoints = new MemoryCheckpointStore();
    parked = new MemoryParkedStore();
    saves = [];
    wake = [];
    const save = checkpoints.save.bind(checkpoints);
    checkpoints.save = async (name, checkpoint) => {
      saves.push(checkpoint.position);
      await save(name, checkpoint);
    };
  });
  afterEach(() => bus.stop(1_000));

  it('saves its checkpoint when some time has passed, after many events, and at the stop', async () => {
    const made = await consumer(async () => APPLIED, { saveEvery: 100 });
    await record(log, earn('m1', 1), earn('m1', 2));
    await until(async () => (await made.status()).position === 2);
    expect(saves).toEqual([]);
    await pass();
    expect(saves).toEqual([2]);
    await record(log, ...Array.from({ length: 250 }, () => earn('m1', 1)));
    await until(async () => (await made.status()).position === 252);
    await turn();
    expect(saves.length).toBeGreaterThanOrEqual(2);
    expect(saves.length).toBeLessThanOrEqual(4);
    expect(await bus.stop(1_000)).toEqual(new Map([['notices', { drained: true, unfinished: 0 }]]));
    expect(saves.at(-1)).toBe(252);
  });

  it('also moves on over events that concern nobody', async () => {
    const made = await consumer(async () => APPLIED);
    await log.append({ recordedAt: AT, outcomes: [], events: [{ stream: 'order-1', revision: 1, type: 'order.placed.v1', data: {}, effectiveAt: AT, command: 'c', actor: 'a' }] });
    await until(async () => (await made.status()).position === 1);
    expect((await made.status()).counters.seen).toBe(0);
  });

  it('keeps an event in hand while the parking is not available, and says that it waits', async () => {
    const park = parked.park.bind(parked);
    parked.park = async () => { throw down(); };
    const made = await consumer(async () => odd);
    await record(log, earn('m1', 1));
    await until(async () => (await made.status()).state === 'waiting');
    expect(await made.status()).toMatchObject({ inFlight: 1, position: 0, error: { code: 'store_unavailable' }, counters: { seen: 1, parked: 0 } });
    parked.park = park;
    await until(async () => { await pass(); return (await made.status()).position === 1; });
    expect(await made.status()).toMatchObject({ state: 'running', inFlight: 0, counters: { seen: 1, parked: 1 } });
  });

  it('stops rather than park everything, with nothing lost', async () => {
    const made = await consumer(async () => odd, { parkedKeysMax: 3, keysInParallel: 1 });
    await record(log, ...['m1', 'm2', 'm3', 'm4', 'm5'].map((account) => earn(account, 1)));
    await until(async () => (await made.status()).state === 'failed');
    expect(await made.status()).toMatchObject({ position: 3, inFlight: 2, parkedKeys: 3, error: { code: 'too_many_parked' }, counters: { seen: 5, parked: 3 } });
    await expect(made.parking.retry('account-m1')).rejects.toMatchObject({ code: 'consumer_stopped' });
    expect(await made.stop(1_000)).toEqual({ drained: false, unfinished: 2 });
    expect(saves.at(-1)).toBe(3);
  });

  it('goes on handling while its checkpoint cannot be saved, and says so', async () => {
    checkpoints.save = async () => { throw down(); };
    const made = await consumer(async () => APPLIED);
    await record(log, earn('m1', 1));
    await until(async () => (await made.status()).position === 1);
    await pass();
    await record(log, earn('m1', 2));
    await until(async () => (await made.status()).position === 2);
    expect(await made.status()).toMatchObject({ state: 'running', error: { code: 'store_unavailable' } });
  });

  it('does not go on from a place that the log has not reached', async () => {
    await checkpoints.save('notices', { position: 9, logId: log.logId });
    await expect(consumer(async () => APPLIED)).rejects.toMatchObject({ code: 'checkpoint_ahead', category: 'corruption' });
  });
});
