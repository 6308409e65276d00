import { APPLIED } from '@loyalty/messaging';
import { earn } from '../sample-points';
import { until } from '../until';
import { type BusTest, type BusTraits, gate, points } from './bus-under-test';

/** From where a consumer goes on. */
export function checkpointContract(test: BusTest, { ownCheckpoints }: BusTraits): void {
  const { consume, settled } = test;
  describe('a checkpoint', () => {
    it('never passes an event that is not settled, so that a crash repeats and loses nothing', async () => {
      const never = gate();
      const crashed = await consume((event) => (points(event) === 2 ? never.opened.then(() => APPLIED) : APPLIED));
      await test.under.publish(...Array.from({ length: 30 }, (_, i) => earn(`m${i}`, i + 1)));
      await until(() => test.handled.length === 29);
      expect((await crashed.status()).position).toBe(1);
      test.handled = [];
      await settled(await consume(), 30);
      expect(test.handled).toContain('account-m1@1');
      never.open();
    });

    if (ownCheckpoints) it('of another log is refused', async () => {
      await test.under.publish(earn('m1', 1));
      const consumer = await consume();
      await settled(consumer, 1);
      await consumer.stop(1_000);
      const other = (await test.under.openOnOtherLog!()).consumer({ name: 'notices', categories: ['account'], handle: async () => APPLIED });
      await expect(other.start()).rejects.toMatchObject({ code: 'checkpoint_of_other_log', category: 'corruption' });
    });
  });
}
