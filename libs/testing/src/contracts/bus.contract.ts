import { DomainError, rejected, seededRandom, type Instant } from '@loyalty/kernel';
import { eventId, type RecordedEvent } from '@loyalty/ledger';
import { APPLIED, DUPLICATE, ignored, isBalanced, type Consumer, type MessageBus, type Outcome, type Reaction } from '@loyalty/messaging';
import { AT, earn, type Movement } from './sample-points';
import { until } from './until';

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

const BY_LOG: BusTraits = { ownCheckpoints: true, parkedStream: (stream) => stream };

/** What a bus under test is configured with. */
export const BUS_LIMITS = { keysInParallel: 4, inFlightMax: 50, attemptsMax: 3, retry_ms: 1 } as const;

const discard = { reason: 'sent by mistake', actor: 'support-1', at: AT as Instant };
const down = () => new DomainError('unavailable', 'store_unavailable', 'not now');
const no = () => rejected('account_frozen', 'The account is frozen');
const points = ({ data }: RecordedEvent) => (data as { points: number }).points;
const gate = () => {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open };
};

/** What every bus promises its consumers. Register it in a spec beside the adapter. */
export function busContract(name: string, factory: () => Promise<BusUnderTest>, { ownCheckpoints, parkedStream }: BusTraits = BY_LOG): void {
  describe(`${name} as a message bus`, () => {
    let under: BusUnderTest;
    let started: Consumer[];
    let handled: string[];

    beforeEach(async () => {
      under = await factory();
      started = [];
      handled = [];
    });
    afterEach(async () => {
      for (const consumer of started) await consumer.stop(1_000);
      await under.cleanUp();
    });

    /** A consumer that notes what it has handled, with the effect of `effect`. */
    const consume = async (effect: (event: RecordedEvent) => Promise<Outcome> | Outcome = () => APPLIED, more: Partial<Reaction> = {}) => {
      const reaction: Reaction = {
        name: 'notices', categories: ['account'],
        handle: async (event) => {
          const outcome = await effect(event);
          handled.push(eventId(event));
          return outcome;
        },
        ...more,
      };
      const consumer = (await under.open()).consumer(reaction);
      started.push(consumer);
      await consumer.start();
      return consumer;
    };
    const settled = (consumer: Consumer, position: number) => until(async () => (await consumer.status()).position >= position);
    const balanced = async (consumer: Consumer) => {
      const { counters, inFlight } = await consumer.status();
      expect(isBalanced(counters, inFlight)).toBe(true);
      return counters;
    };

    describe('order', () => {
      it('gives every event once, and the events of a stream in order', async () => {
        const last = await under.publish(earn('m1', 1), earn('m2', 2), earn('m1', 3), earn('m3', 4), earn('m1', 5));
        const consumer = await consume();
        await settled(consumer, last);
        expect([...handled].sort()).toEqual(['account-m1@1', 'account-m1@2', 'account-m1@3', 'account-m2@1', 'account-m3@1']);
        expect(handled.filter((id) => id.startsWith('account-m1'))).toEqual(['account-m1@1', 'account-m1@2', 'account-m1@3']);
        expect(await consumer.status()).toMatchObject({ state: 'running', position: last, lag: 0, inFlight: 0, counters: { seen: 5, applied: 5, duplicate: 0, ignored: 0, parked: 0 } });
      });

      it('never has two events of a key in hand, and several keys at once up to the limit', async () => {
        const random = seededRandom(3);
        const inHand = new Set<string>();
        let together = 0;
        await under.publish(...Array.from({ length: 400 }, (_, i) => earn(`m${i % 9}`, i + 1)));
        const consumer = await consume(async ({ stream }) => {
          expect(inHand.has(stream)).toBe(false);
          inHand.add(stream);
          together = Math.max(together, inHand.size);
          for (let turns = random.int(4); turns > 0; turns -= 1) await new Promise((resolve) => setImmediate(resolve));
          inHand.delete(stream);
          return APPLIED;
        });
        await settled(consumer, 400);
        expect(together).toBe(BUS_LIMITS.keysInParallel);
        for (let m = 0; m < 9; m += 1) {
          const mine = handled.filter((id) => id.startsWith(`account-m${m}@`));
          expect(mine).toEqual(mine.map((_, i) => `account-m${m}@${i + 1}`));
        }
      });

      it('keeps the order within a key of the reaction, across streams', async () => {
        const first = gate();
        const consumer = await consume(async (event) => {
          if (points(event) === 1) await first.opened;
          return APPLIED;
        }, { key: (event) => (points(event) < 10 ? 'low' : 'high') });
        await under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 30));
        await until(() => handled.length === 1);
        expect(handled).toEqual(['account-m3@1']);
        first.open();
        await settled(consumer, 3);
        expect(handled).toEqual(['account-m3@1', 'account-m1@1', 'account-m2@1']);
      });

      it('takes no more than the limit while nothing is settled', async () => {
        const forever = gate();
        await under.publish(...Array.from({ length: 200 }, (_, i) => earn(`m${i}`, 1)));
        const consumer = await consume(() => forever.opened.then(() => APPLIED));
        await until(async () => (await consumer.status()).inFlight === BUS_LIMITS.inFlightMax);
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect((await consumer.status()).inFlight).toBe(BUS_LIMITS.inFlightMax);
        await balanced(consumer);
        forever.open();
        await settled(consumer, 200);
      });

      it('gives each consumer all events, from the beginning', async () => {
        const last = await under.publish(earn('m1', 1), earn('m2', 2));
        const one = await consume(undefined, { name: 'one' });
        const two = await consume(undefined, { name: 'two' });
        await Promise.all([settled(one, last), settled(two, last)]);
        expect(handled).toHaveLength(4);
      });
    });

    describe('what goes wrong', () => {
      it('is tried again while that can help, in its turn', async () => {
        let failures = 2;
        const consumer = await consume((event) => {
          if (points(event) === 1 && failures-- > 0) throw down();
          return APPLIED;
        });
        await under.publish(earn('m1', 1), earn('m1', 2));
        await settled(consumer, 2);
        expect(handled).toEqual(['account-m1@1', 'account-m1@2']);
        expect(await balanced(consumer)).toMatchObject({ seen: 2, applied: 2, parked: 0 });
      });

      it('is parked when the attempts are used up; what follows under its key waits behind, all else flows', async () => {
        let attempts = 0;
        const consumer = await consume((event) => {
          if (points(event) !== 1) return APPLIED;
          attempts += 1;
          throw down();
        });
        await under.publish(earn('m1', 1), earn('m1', 2), earn('m2', 3), earn('m1', 4), earn('m2', 5));
        await settled(consumer, 5);
        expect(attempts).toBe(BUS_LIMITS.attemptsMax);
        expect(handled).toEqual(['account-m2@1', 'account-m2@2']);
        expect(await consumer.parking.list()).toMatchObject([{ key: 'account-m1', events: 3, attempts: 3, error: { code: 'store_unavailable' }, first: { stream: parkedStream('account-m1'), revision: 1 } }]);
        expect(await balanced(consumer)).toEqual({ seen: 5, applied: 2, duplicate: 0, ignored: 0, parked: 3 });
      });

      it('is parked at once when trying again cannot help: a refusal, a defect, a key that cannot be found', async () => {
        const consumer = await consume((event) => {
          if (points(event) === 1) throw no();
          if (points(event) === 2) throw new TypeError('x is not a function');
          if (points(event) === 4) return { kind: 'parked', error: { category: 'state', code: 'odd', message: 'odd', retryable: false, facts: {} } };
          return APPLIED;
        }, { key: (event) => {
          if (points(event) === 3) throw new Error('no key');
          return event.stream;
        } });
        await under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 3), earn('m4', 4));
        await settled(consumer, 4);
        const parked = await consumer.parking.list();
        expect(parked.map(({ key, error, attempts }) => [key, error.code, attempts])).toEqual([
          ['account-m1', 'account_frozen', 1], ['account-m2', 'handler_failed', 1], ['account-m3', 'handler_failed', 1], ['account-m4', 'odd', 1],
        ]);
      });

      it('never makes an event disappear: seen = applied + duplicate + ignored + parked (invariant 13)', async () => {
        const random = seededRandom(11);
        const outcomes = [APPLIED, APPLIED, DUPLICATE, ignored('another wallet')];
        const consumer = await consume((event) => {
          if (random.chance(20)) throw no();
          if (random.chance(150)) throw down();
          return outcomes[points(event) % outcomes.length]!;
        });
        await under.publish(...Array.from({ length: 300 }, (_, i) => earn(`m${i % 40}`, i + 1)));
        await settled(consumer, 300);
        const counters = await balanced(consumer);
        expect(counters.seen).toBe(300);
        expect(Object.values(counters).every((count) => count > 0)).toBe(true);
        const held = await Promise.all((await consumer.parking.list()).map(({ key }) => consumer.parking.show(key)));
        expect(held.reduce((sum, { events }) => sum + events.length, 0)).toBe(counters.parked);
      });
    });

    describe('a parked key', () => {
      /** m1@1 is refused while the account is frozen; m1@2 and m1@3 wait behind it. */
      const parked = async (frozen: { is: boolean; also?: number }) => {
        const consumer = await consume((event) => {
          if (frozen.is && (points(event) === 1 || points(event) === frozen.also)) throw no();
          return APPLIED;
        });
        await under.publish(earn('m1', 1), earn('m1', 2), earn('m1', 3));
        await settled(consumer, 3);
        return consumer;
      };

      it('is shown with its reason and its events, by reference', async () => {
        const consumer = await parked({ is: true });
        const { parked: key, events } = await consumer.parking.show('account-m1');
        expect(key).toMatchObject({ key: 'account-m1', events: 3, attempts: 1, error: { code: 'account_frozen' } });
        expect(events).toEqual([1, 2, 3].map((revision) => ({ position: revision, stream: parkedStream('account-m1'), revision })));
        await expect(consumer.parking.show('account-m2')).rejects.toMatchObject({ code: 'not_parked', category: 'not_found' });
      });

      it('that is retried gives its events in order, and then flows again', async () => {
        const frozen = { is: true };
        const consumer = await parked(frozen);
        frozen.is = false;
        expect(await consumer.parking.retry('account-m1')).toEqual({ taken: 3, left: 0 });
        await settled(consumer, await under.publish(earn('m1', 4)));
        expect(handled).toEqual([1, 2, 3, 4].map((revision) => `account-m1@${revision}`));
        expect(await consumer.parking.list()).toEqual([]);
        expect(await balanced(consumer)).toEqual({ seen: 4, applied: 4, duplicate: 0, ignored: 0, parked: 0 });
      });

      it('that is retried stays parked from the next event that cannot be taken', async () => {
        const frozen: { is: boolean; also?: number } = { is: true };
        const consumer = await parked(frozen);
        expect(await consumer.parking.retry('account-m1')).toMatchObject({ taken: 0, left: 3, error: { code: 'account_frozen' } });
        expect((await consumer.parking.show('account-m1')).parked.attempts).toBe(2);
        await consumer.parking.discard('account-m1', discard);
        frozen.also = 3;
        expect(await consumer.parking.retry('account-m1')).toMatchObject({ taken: 1, left: 1, error: { code: 'account_frozen' } });
        expect(handled).toEqual(['account-m1@2']);
      });

      it('holds back what arrives while it is retried', async () => {
        const frozen = { is: true };
        const consumer = await parked(frozen);
        frozen.is = false;
        const retried = consumer.parking.retry('account-m1');
        await under.publish(...Array.from({ length: 20 }, (_, i) => earn('m1', i + 10)));
        await retried;
        await settled(consumer, 23);
        if ((await consumer.parking.list()).length > 0) await consumer.parking.retry('account-m1');
        expect(handled).toEqual(Array.from({ length: 23 }, (_, i) => `account-m1@${i + 1}`));
        await balanced(consumer);
      });

      it('loses its first event to a discard, which is remembered with its reason', async () => {
        const consumer = await parked({ is: true });
        await expect(consumer.parking.discard('account-m1', { ...discard, reason: ' ' })).rejects.toMatchObject({ code: 'reason_missing' });
        const { parked: { first } } = await consumer.parking.show('account-m1');
        expect(await consumer.parking.discard('account-m1', discard, first)).toEqual({ taken: 0, left: 2 });
        // Somebody else meant the same event: the next one must not go for it.
        expect(await consumer.parking.discard('account-m1', discard, first)).toEqual({ taken: 0, left: 2 });
        expect(await consumer.parking.retry('account-m1')).toEqual({ taken: 2, left: 0 });
        expect(handled).toEqual(['account-m1@2', 'account-m1@3']);
        expect(await consumer.parking.discarded()).toEqual([{ key: 'account-m1', position: 1, stream: parkedStream('account-m1'), revision: 1, ...discard }]);
        expect(await balanced(consumer)).toEqual({ seen: 3, applied: 2, duplicate: 0, ignored: 1, parked: 0 });
      });

      it('is still parked after a restart, holds back what is new, and is not counted twice', async () => {
        const frozen = { is: true };
        await (await parked(frozen)).stop(1_000);
        await under.publish(earn('m1', 4), earn('m2', 5));
        const consumer = await consume();
        await settled(consumer, 5);
        expect(handled).toEqual(['account-m2@1']);
        expect(await balanced(consumer)).toEqual({ seen: 5, applied: 1, duplicate: 0, ignored: 0, parked: 4 });
        expect(await consumer.parking.retry('account-m1')).toEqual({ taken: 4, left: 0 });
      });

      it('does not come twice after a crash that lost the checkpoint, nor does what was discarded', async () => {
        const slow = gate();
        const before = await consume(async (event) => {
          if (points(event) === 1) await slow.opened;
          if (points(event) === 2 || points(event) === 5) throw no();
          return APPLIED;
        });
        await under.publish(earn('m0', 1), earn('m1', 2), earn('m1', 3), earn('m2', 5), earn('m2', 6));
        await until(async () => (await before.status()).counters.parked === 4);
        await before.parking.discard('account-m2', discard);
        await before.parking.retry('account-m2');
        expect((await before.status()).position).toBe(0);
        // The one before was not stopped and has saved nothing: all five come again.
        const consumer = await consume();
        await settled(consumer, 5);
        expect(await consumer.parking.list()).toMatchObject([{ key: 'account-m1', events: 2 }]);
        expect(await balanced(consumer)).toEqual({ seen: 7, applied: 2, duplicate: 2, ignored: 1, parked: 2 });
        slow.open();
      });
    });

    describe('a stop', () => {
      it('finishes what was taken, and the next start goes on behind it', async () => {
        const slow = gate();
        const consumer = await consume(async (event) => {
          if (points(event) === 1) await slow.opened;
          return APPLIED;
        });
        await under.publish(earn('m1', 1), earn('m1', 2), earn('m2', 3));
        await until(() => handled.length === 1);
        const stopping = consumer.stop(5_000);
        await new Promise((resolve) => setTimeout(resolve, 20));
        slow.open();
        expect(await stopping).toEqual({ drained: true, unfinished: 0 });
        expect(handled).toHaveLength(3);
        await under.publish(earn('m1', 4));
        await settled(await consume(), 4);
        expect(handled).toEqual(['account-m2@1', 'account-m1@1', 'account-m1@2', 'account-m1@3']);
      });

      it('does not wait beyond its deadline; what was not finished comes again', async () => {
        const never = gate();
        const consumer = await consume((event) => (points(event) === 2 ? never.opened.then(() => APPLIED) : APPLIED));
        await under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 3));
        await until(() => handled.length === 2);
        expect(await consumer.stop(20)).toEqual({ drained: false, unfinished: 1 });
        handled = [];
        const again = await consume();
        await settled(again, 3);
        expect(handled).toEqual(['account-m2@1', 'account-m3@1']);
        never.open();
      });

      it('takes nothing any more', async () => {
        const consumer = await consume();
        await consumer.stop(1_000);
        await under.publish(earn('m1', 1));
        await new Promise((resolve) => setTimeout(resolve, 20));
        expect(handled).toEqual([]);
        expect((await consumer.status()).state).toBe('stopped');
        await expect(consumer.parking.retry('account-m1')).rejects.toMatchObject({ code: 'not_parked' });
      });
    });

    describe('a checkpoint', () => {
      it('never passes an event that is not settled, so that a crash repeats and loses nothing', async () => {
        const never = gate();
        const crashed = await consume((event) => (points(event) === 2 ? never.opened.then(() => APPLIED) : APPLIED));
        await under.publish(...Array.from({ length: 30 }, (_, i) => earn(`m${i}`, i + 1)));
        await until(() => handled.length === 29);
        expect((await crashed.status()).position).toBe(1);
        handled = [];
        await settled(await consume(), 30);
        expect(handled).toContain('account-m1@1');
        never.open();
      });

      if (ownCheckpoints) it('of another log is refused', async () => {
        await under.publish(earn('m1', 1));
        const consumer = await consume();
        await settled(consumer, 1);
        await consumer.stop(1_000);
        const other = (await under.openOnOtherLog!()).consumer({ name: 'notices', categories: ['account'], handle: async () => APPLIED });
        await expect(other.start()).rejects.toMatchObject({ code: 'checkpoint_of_other_log', category: 'corruption' });
      });
    });

    it('refuses a second consumer of one name', async () => {
      const bus = await under.open();
      const reaction: Reaction = { name: 'notices', categories: ['account'], handle: async () => APPLIED };
      bus.consumer(reaction);
      expect(() => bus.consumer(reaction)).toThrow(expect.objectContaining({ code: 'consumer_name_taken' }));
    });
  });
}
