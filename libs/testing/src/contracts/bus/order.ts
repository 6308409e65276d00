import { seededRandom } from '@loyalty/kernel';
import { APPLIED } from '@loyalty/messaging';
import { earn } from '../sample-points';
import { until } from '../until';
import { BUS_LIMITS, type BusTest, gate, points } from './bus-under-test';

/** In what order events come. */
export function orderContract(test: BusTest): void {
  const { consume, settled, balanced } = test;
  describe('order', () => {
    it('gives every event once, and the events of a stream in order', async () => {
      const last = await test.under.publish(earn('m1', 1), earn('m2', 2), earn('m1', 3), earn('m3', 4), earn('m1', 5));
      const consumer = await consume();
      await settled(consumer, last);
      expect([...test.handled].sort()).toEqual(['account-m1@1', 'account-m1@2', 'account-m1@3', 'account-m2@1', 'account-m3@1']);
      expect(test.handled.filter((id) => id.startsWith('account-m1'))).toEqual(['account-m1@1', 'account-m1@2', 'account-m1@3']);
      expect(await consumer.status()).toMatchObject({ state: 'running', position: last, lag: 0, inFlight: 0, counters: { seen: 5, applied: 5, duplicate: 0, ignored: 0, parked: 0 } });
    });

    it('never has two events of a key in hand, and several keys at once up to the limit', async () => {
      const random = seededRandom(3);
      const inHand = new Set<string>();
      let together = 0;
      await test.under.publish(...Array.from({ length: 400 }, (_, i) => earn(`m${i % 9}`, i + 1)));
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
        const mine = test.handled.filter((id) => id.startsWith(`account-m${m}@`));
        expect(mine).toEqual(mine.map((_, i) => `account-m${m}@${i + 1}`));
      }
    });

    it('keeps the order within a key of the reaction, across streams', async () => {
      const first = gate();
      const consumer = await consume(async (event) => {
        if (points(event) === 1) await first.opened;
        return APPLIED;
      }, { key: (event) => (points(event) < 10 ? 'low' : 'high') });
      await test.under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 30));
      await until(() => test.handled.length === 1);
      expect(test.handled).toEqual(['account-m3@1']);
      first.open();
      await settled(consumer, 3);
      expect(test.handled).toEqual(['account-m3@1', 'account-m1@1', 'account-m2@1']);
    });

    it('takes no more than the limit while nothing is settled', async () => {
      const forever = gate();
      await test.under.publish(...Array.from({ length: 200 }, (_, i) => earn(`m${i}`, 1)));
      const consumer = await consume(() => forever.opened.then(() => APPLIED));
      await until(async () => (await consumer.status()).inFlight === BUS_LIMITS.inFlightMax);
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect((await consumer.status()).inFlight).toBe(BUS_LIMITS.inFlightMax);
      await balanced(consumer);
      forever.open();
      await settled(consumer, 200);
    });

    it('gives each consumer all events, from the beginning', async () => {
      const last = await test.under.publish(earn('m1', 1), earn('m2', 2));
      const one = await consume(undefined, { name: 'one' });
      const two = await consume(undefined, { name: 'two' });
      await Promise.all([settled(one, last), settled(two, last)]);
      expect(test.handled).toHaveLength(4);
    });
  });
}
