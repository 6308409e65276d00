import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instantFromMs, isDomainError, type Clock } from '@loyalty/kernel';
import { KurrentEventStore } from '@loyalty/kurrentdb';
import { startDouble } from '@loyalty/kurrentdb/double';
import { Ledger, MemoryEventStore, type EventStore, type RecordedEvent } from '@loyalty/ledger';
import { SqliteEventStore } from '@loyalty/sqlite';
import { systemPorts } from '@loyalty/testing';
import { generateBatch } from '../codes/create-batch';
import { printedCode } from '../codes/printed-code';
import { batchStream } from '../../domain/batch/batch';
import { asked, by, byCode, KEYS, member, publish, said } from './a-desk.fixture';
import type { AskedRedemption } from './asked';
import { holdRedemption, redeemAtOnce } from './hold-redemption';
import { commitRedemption } from './settle-redemption';

jest.setTimeout(180_000);

const ASKED = 1_000;
const wall: Clock = { now: () => instantFromMs(Date.now()), elapsedMs: () => performance.now() };
const HUNDRED = byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 100 }], holdSeconds: 86_400 });
/** The budget suffices for one hundred times 1.00 and for half of one more. */
const BUDGET = byCode({ limits: [{ count: 'money', per: 'campaign', every: 'ever', most: 10_050, currency: 'EUR', short: 'rest' }] });

interface World {
  readonly ledgers: readonly Ledger[];
  close(): Promise<void>;
}

async function onStores(stores: readonly EventStore[], more: () => Promise<void>): Promise<World> {
  const ledgers = await Promise.all(stores.map((store) => Ledger.open(store, { clock: wall })));
  return {
    ledgers,
    async close() {
      await Promise.all(ledgers.map((ledger) => ledger.close()));
      await Promise.all(stores.map((store) => store.close()));
      await more();
    },
  };
}

const WORLDS: readonly (readonly [string, () => Promise<World>])[] = [
  ['in memory', () => onStores([new MemoryEventStore()], () => Promise.resolve())],
  ['on SQLite', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'redemptions-'));
    return onStores([SqliteEventStore.open(path.join(folder, 'ledger.db'), wall)], async () => rmSync(folder, { recursive: true }));
  }],
  ['on one log of three writers', async () => {
    const double = await startDouble();
    const stores = await Promise.all([1, 2, 3].map(() => KurrentEventStore.open(double.url, { ...systemPorts, clock: wall })));
    return onStores(stores, () => double.stop());
  }],
];

/** Asks again under the same id while the answer is not known, as a caller does. */
async function answered<Answer>(ask: () => Promise<Answer>): Promise<Answer | string> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (!isDomainError(error)) throw error;
      if (!error.retryable) return error.code;
    }
  }
}

function counts(words: readonly string[]): Record<string, number> {
  return Object.fromEntries([...Map.groupBy(words, (word) => word)].map(([word, all]) => [word, all.length]));
}

async function events(ledger: Ledger, type: string): Promise<RecordedEvent[]> {
  const found: RecordedEvent[] = [];
  for (let after = 0; ;) {
    const page = await ledger.store.readAll({ after, limit: 5_000 });
    found.push(...page.events.filter((event) => event.type === type));
    if (page.events.length === 0) return found;
    after = page.events.at(-1)!.position;
  }
}

describe.each(WORLDS)('a thousand at once, %s', (_, open) => {
  let world: World;
  beforeEach(async () => {
    world = await open();
  });
  afterEach(() => world.close());

  const desk = (i: number) => ({ ledger: world.ledgers[i % world.ledgers.length]!, keys: KEYS });
  const together = (ask: (i: number, command: ReturnType<typeof by>) => Promise<string>) => Promise.all(Array.from({ length: ASKED }, (_none, i) => ask(i, by(`race-${i}`))));
  const holding = (what: (i: number) => AskedRedemption) => together(async (i, command) => {
    const result = await answered(() => holdRedemption(desk(i), command, what(i)));
    return typeof result === 'string' ? result : said(result.answer);
  });

  it('hold one hundred of a limit of one hundred, and each is committed', async () => {
    await publish(world.ledgers[0]!, [HUNDRED]);
    const words = await holding((i) => asked(`r${i}`, member(`m${i}`)));
    expect(counts(words)).toEqual({ held: 100, code_not_applied: 900 });
    const held = words.flatMap((word, i) => (word === 'held' ? [i] : []));
    const committed = await Promise.all(held.map((i) => answered(() => commitRedemption(desk(i + 1).ledger, by(`commit-${i}`), { redemptionId: `r${i}` }))));
    expect(counts(committed.map((one) => (typeof one === 'string' ? one : one.answer.status)))).toEqual({ committed: 100 });
    expect(await events(world.ledgers[0]!, 'coupon.use.committed.v1')).toHaveLength(100);
    expect(await events(world.ledgers[0]!, 'coupon.attempt.rejected.v1')).toHaveLength(900);
  });

  it('use a budget to its last unit, and no further', async () => {
    await publish(world.ledgers[0]!, [BUDGET]);
    const words = await together(async (i, command) => {
      const result = await answered(() => redeemAtOnce(desk(i), command, asked(`r${i}`, member(`m${i}`))));
      return typeof result === 'string' ? result : said(result.answer);
    });
    expect(counts(words)).toEqual({ committed: 101, code_not_applied: ASKED - 101 });
    const used = await events(world.ledgers[0]!, 'coupon.use.committed.v1');
    expect([used.length, used.reduce((sum, { data }) => sum + (data as { amountMinor: number }).amountMinor, 0)]).toEqual([101, 10_050]);
  });

  it('use a code of one use once', async () => {
    const [ledger] = world.ledgers as [Ledger];
    await publish(ledger, [byCode({ sharedCodes: ['SHARED'] })]);
    const { answer: { batchId } } = await generateBatch(ledger, KEYS, by('batch'), { campaignId: 'welcome', usesPerCode: 1, size: 10, format: { prefix: 'TEA', charset: 'crockford', length: 10, groupOf: 0 } });
    const code = printedCode(KEYS, (await ledger.peek(batchStream(batchId))).state, 3);
    const words = await holding((i) => asked(`r${i}`, { ...member(`m${i}`), codes: [code] }));
    expect(counts(words)).toEqual({ held: 1, code_not_valid: 999 });
  });
});
