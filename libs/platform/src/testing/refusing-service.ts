import { Module } from '@nestjs/common';
import { rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type DomainEvent, type RecordedEvent } from '@loyalty/ledger';
import { APPLIED, type Outcome } from '@loyalty/messaging';
import { Contributions } from '../wiring/contributions';
import { openTestService, type TestService } from './test-service';

type Noted = DomainEvent<'sample.noted.v1', { key: string }>;
const notes: Decider<{ count: number }, { key: string; effectiveAt: Instant }, Noted> = {
  initial: { count: 0 },
  stateVersion: 1,
  decide: ({ key, effectiveAt }) => [{ type: 'sample.noted.v1', data: { key }, effectiveAt }],
  evolve: ({ count }) => ({ count: count + 1 }),
};

/** A service whose one consumer takes a key's events only once that key is healed. */
export interface RefusingService extends TestService {
  readonly consumer: string;
  /** Keys of the events that were taken, in order. */
  readonly taken: readonly string[];
  /** Records one event for each key; resolves when the consumer has settled them. */
  happen(...keys: string[]): Promise<void>;
  /** From now on events of this key are taken. */
  heal(key: string): void;
}

/** With a dot in it, as the names of intakes have one. */
const CONSUMER = 'sample.notes';

export async function openRefusingService(environment: Readonly<Record<string, string>> = {}): Promise<RefusingService> {
  const healed = new Set<string>();
  const taken: string[] = [];
  @Module({})
  class RefusingModule {
    constructor(work: Contributions) {
      work.react({ name: CONSUMER, categories: ['sampleNote'], key: keyOf, handle: async (event) => handle(keyOf(event)) });
    }
  }
  const handle = (key: string): Outcome => {
    if (!healed.has(key)) throw rejected('note_refused', `Nobody knows ${key}`, { key });
    taken.push(key);
    return APPLIED;
  };
  const test = await openTestService([RefusingModule], environment);
  const { world, app } = test.service;
  let count = 0;
  return {
    ...test, taken,
    consumer: CONSUMER,
    heal: (key) => void healed.add(key),
    async happen(...keys) {
      for (const key of keys) {
        count += 1;
        const stream = { name: streamName('sampleNote', `n${count}`), decider: notes };
        await world.ledger.transact({ id: `note-${count}`, fingerprint: key, actor: 'sample' }, { streams: [stream], decide: (tx) => void tx.execute(stream, { key, effectiveAt: tx.now }) });
      }
      const head = await test.log.head();
      const consumer = app.get(Contributions).consumer(CONSUMER)!;
      while ((await consumer.status()).position < head) await world.timer.sleep(5);
    },
  };
}

function keyOf(event: RecordedEvent): string {
  return (event as RecordedEvent<Noted>).data.key;
}
