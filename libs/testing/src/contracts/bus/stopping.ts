import { APPLIED } from '@loyalty/messaging';
import { earn } from '../sample-points';
import { until } from '../until';
import { type BusTest, gate, points } from './bus-under-test';

/** How a consumer ends. */
export function stoppingContract(test: BusTest): void {
  const { consume, settled } = test;
  describe('a stop', () => {
    it('finishes what was taken, and the next start goes on behind it', async () => {
      const slow = gate();
      const consumer = await consume(async (event) => {
        if (points(event) === 1) await slow.opened;
        return APPLIED;
      });
      await test.under.publish(earn('m1', 1), earn('m1', 2), earn('m2', 3));
      await until(() => test.handled.length === 1);
      const stopping = consumer.stop(5_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
      slow.open();
      expect(await stopping).toEqual({ drained: true, unfinished: 0 });
      expect(test.handled).toHaveLength(3);
      await test.under.publish(earn('m1', 4));
      await settled(await consume(), 4);
      expect(test.handled).toEqual(['account-m2@1', 'account-m1@1', 'account-m1@2', 'account-m1@3']);
    });

    it('does not wait beyond its deadline; what was not finished comes again', async () => {
      const never = gate();
      const consumer = await consume((event) => (points(event) === 2 ? never.opened.then(() => APPLIED) : APPLIED));
      await test.under.publish(earn('m1', 1), earn('m2', 2), earn('m3', 3));
      await until(() => test.handled.length === 2);
      expect(await consumer.stop(20)).toEqual({ drained: false, unfinished: 1 });
      test.handled = [];
      const again = await consume();
      await settled(again, 3);
      expect(test.handled).toEqual(['account-m2@1', 'account-m3@1']);
      never.open();
    });

    it('takes nothing any more', async () => {
      const consumer = await consume();
      await consumer.stop(1_000);
      await test.under.publish(earn('m1', 1));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(test.handled).toEqual([]);
      expect((await consumer.status()).state).toBe('stopped');
      await expect(consumer.parking.retry('account-m1')).rejects.toMatchObject({ code: 'not_parked' });
    });
  });
}
