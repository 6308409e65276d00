import { seededRandom } from '@loyalty/kernel';
import { APPLIED, DUPLICATE, ignored } from '@loyalty/messaging';
import { earn } from '../sample-points';
import { BUS_LIMITS, type BusTest, type BusTraits, down, no, points } from './bus-under-test';

/** What is tried again, ignored, parked. */
export function failingContract(test: BusTest, { parkedStream }: BusTraits): void {
  const { consume, settled, balanced } = test;
  describe('what goes wrong', () => {
    it('is tried again while that can help, in its turn', async () => {
      let failures = 2;
      const consumer = await consume((event) => {
        if (points(event) === 1 && failures-- > 0) throw down();
        return APPLIED;
      });
      await test.under.publish(earn('m1', 1), earn('m1', 2));
      await settled(consumer, 2);
      expect(test.handled).toEqual(['account-m1@1', 'account-m1@2']);
      expect(await balanced(consumer)).toMatchObject({ seen: 2, applied: 2, parked: 0 });
    });

    it('is parked when the attempts are used up; what follows under its key waits behind, all else flows', async () => {
      let attempts = 0;
      const consumer = await consume((event) => {
        if (points(event) !== 1) return APPLIED;
        attempts += 1;
        throw down();
      });
      await test.under.publish(earn('m1', 1), earn('m1', 2), earn('m2', 3), earn('m1', 4), earn('m2', 5));
      await settled(consumer, 5);
      expect(attempts).toBe(BUS_LIMITS.attemptsMax);
      expect(test.handled).toEqual(['account-m2@1', 'account-m2@2']);
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
      await test.under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 3), earn('m4', 4));
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
      await test.under.publish(...Array.from({ length: 300 }, (_, i) => earn(`m${i % 40}`, i + 1)));
      await settled(consumer, 300);
      const counters = await balanced(consumer);
      expect(counters.seen).toBe(300);
      expect(Object.values(counters).every((count) => count > 0)).toBe(true);
      const held = await Promise.all((await consumer.parking.list()).map(({ key }) => consumer.parking.show(key)));
      expect(held.reduce((sum, { events }) => sum + events.length, 0)).toBe(counters.parked);
    });
  });
}
