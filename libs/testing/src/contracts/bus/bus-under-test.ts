import { DomainError, rejected, type Instant } from '@loyalty/kernel';
import { eventId, type RecordedEvent } from '@loyalty/ledger';
import { APPLIED, isBalanced, type Consumer, type ConsumerCounters, type MessageBus, type Outcome, type Reaction } from '@loyalty/messaging';
import { AT, type Movement } from '../sample-points';
import { until } from '../until';

/** A bus over facts that outlive it. The limits below must be its own. */
export interface BusUnderTest {
  /** Makes the events of these movements known to the bus. Answers the position of the last. */
  publish(...movements: readonly Movement[]): Promise<number>;
  /** Another bus on the same log, checkpoints and parking, as after a restart or, when the one before was not stopped, a crash. */
  open(): Promise<MessageBus>;
  /** The same checkpoints, over a log that is another one; asked for only of a bus that keeps its own. */
  openOnOtherLog?(): Promise<MessageBus>;
  cleanUp(): Promise<void>;
}

/** In what a bus may differ by its nature. */
export interface BusTraits {
  /** False where a broker remembers how far a consumer is, and not a checkpoint that names the log. */
  readonly ownCheckpoints: boolean;
  /** What a reference to a parked event gives as its stream: the event's own, or where the bus had it from. */
  parkedStream(stream: string): string;
}

export const BY_LOG: BusTraits = { ownCheckpoints: true, parkedStream: (stream) => stream };

/** What a bus under test is configured with. */
export const BUS_LIMITS = { keysInParallel: 4, inFlightMax: 50, attemptsMax: 3, retry_ms: 1 } as const;

export const discard = { reason: 'sent by mistake', actor: 'support-1', at: AT as Instant };
export const down = () => new DomainError('unavailable', 'store_unavailable', 'not now');
export const no = () => rejected('account_frozen', 'The account is frozen');
export const points = ({ data }: RecordedEvent) => (data as { points: number }).points;
export const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

/** One test's bus, the consumers that it started, and what they handled, in order. */
export interface BusTest {
  readonly under: BusUnderTest;
  handled: string[];
  /** A consumer that notes what it has handled, with the effect of `effect`. */
  consume(effect?: (event: RecordedEvent) => Promise<Outcome> | Outcome, more?: Partial<Reaction>): Promise<Consumer>;
  settled(consumer: Consumer, position: number): Promise<void>;
  /** The consumer's counters, once they are found to add up. */
  balanced(consumer: Consumer): Promise<ConsumerCounters>;
}

/** A bus that is made for each test and taken away after it. */
export function busForEachTest(factory: () => Promise<BusUnderTest>): BusTest {
  let under: BusUnderTest;
  let started: Consumer[];
  const test: BusTest = {
    get under() {
      return under;
    },
    handled: [],
    async consume(effect = () => APPLIED, more = {}) {
      const reaction: Reaction = {
        name: 'notices', categories: ['account'],
        handle: async (event) => {
          const outcome = await effect(event);
          test.handled.push(eventId(event));
          return outcome;
        },
        ...more,
      };
      const consumer = (await under.open()).consumer(reaction);
      started.push(consumer);
      await consumer.start();
      return consumer;
    },
    settled: (consumer, position) => until(async () => (await consumer.status()).position >= position),
    async balanced(consumer) {
      const { counters, inFlight } = await consumer.status();
      expect(isBalanced(counters, inFlight)).toBe(true);
      return counters;
    },
  };
  beforeEach(async () => {
    under = await factory();
    started = [];
    test.handled = [];
  });
  afterEach(async () => {
    for (const consumer of started) await consumer.stop(1_000);
    await under.cleanUp();
  });
  return test;
}
