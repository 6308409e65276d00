import { APPLIED } from '@loyalty/messaging';
import { earn } from '../sample-points';
import { until } from '../until';
import { type BusTest, type BusTraits, discard, gate, no, points } from './bus-under-test';

/** What waits behind a refused event, and how people settle it. */
export function parkingContract(test: BusTest, { parkedStream }: BusTraits): void {
  const { consume, settled, balanced } = test;
  describe('a parked key', () => {
    /** m1@1 is refused while the account is frozen; m1@2 and m1@3 wait behind it. */
    const parked = async (frozen: { is: boolean; also?: number }) => {
      const consumer = await consume((event) => {
        if (frozen.is && (points(event) === 1 || points(event) === frozen.also)) throw no();
        return APPLIED;
      });
      await test.under.publish(earn('m1', 1), earn('m1', 2), earn('m1', 3));
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
      await settled(consumer, await test.under.publish(earn('m1', 4)));
      expect(test.handled).toEqual([1, 2, 3, 4].map((revision) => `account-m1@${revision}`));
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
      expect(test.handled).toEqual(['account-m1@2']);
    });

    it('holds back what arrives while it is retried', async () => {
      const frozen = { is: true };
      const consumer = await parked(frozen);
      frozen.is = false;
      const retried = consumer.parking.retry('account-m1');
      await test.under.publish(...Array.from({ length: 20 }, (_, i) => earn('m1', i + 10)));
      await retried;
      await settled(consumer, 23);
      if ((await consumer.parking.list()).length > 0) await consumer.parking.retry('account-m1');
      expect(test.handled).toEqual(Array.from({ length: 23 }, (_, i) => `account-m1@${i + 1}`));
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
      expect(test.handled).toEqual(['account-m1@2', 'account-m1@3']);
      expect(await consumer.parking.discarded()).toEqual([{ key: 'account-m1', position: 1, stream: parkedStream('account-m1'), revision: 1, ...discard }]);
      expect(await balanced(consumer)).toEqual({ seen: 3, applied: 2, duplicate: 0, ignored: 1, parked: 0 });
    });

    it('is still parked after a restart, holds back what is new, and is not counted twice', async () => {
      const frozen = { is: true };
      await (await parked(frozen)).stop(1_000);
      await test.under.publish(earn('m1', 4), earn('m2', 5));
      const consumer = await consume();
      await settled(consumer, 5);
      expect(test.handled).toEqual(['account-m2@1']);
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
      await test.under.publish(earn('m0', 1), earn('m1', 2), earn('m1', 3), earn('m2', 5), earn('m2', 6));
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
}
