import { isDeepStrictEqual } from 'node:util';
import { canonicalJson } from '@loyalty/kernel';
import { COMMIT_EVENTS_MAX, EVENT_LENGTH_MAX } from '@loyalty/ledger';
import { storeForEachTest, type StoreCapabilities, type StoreFactory } from './store-under-test';
import { coded, commit, event, NEW_YEAR } from './writing';

const PAYLOADS: readonly [title: string, data: unknown, readAs?: unknown][] = [
  ['text beyond ASCII', { text: 'Grüße, 你好, עברית, 👩‍👩‍👧, e\u0301 is not é, \u2028 \u2029 \u0000 \u001f \u007f \uFEFF' }],
  ['what JSON escapes', { text: '"quoted" \\back\\ /slash/ \b\f\n\r\t </script>' }],
  ['a lone surrogate', { text: 'x\ud800y' }],
  ['a large integer as text', { points: '9223372036854775808' }],
  ['the largest safe integers', { most: Number.MAX_SAFE_INTEGER, least: Number.MIN_SAFE_INTEGER }],
  ['nothing', {}],
  ['an empty list', []],
  ['null', null],
  ['plain values', [true, false, 0, 1.5, 1e21, '', 'x']],
  ['nested lists', Array.from({ length: 200 }).reduce<unknown>((inner) => [inner], 'deep')],
  ['members in their order', { z: 1, a: { y: 2, b: 3 }, 10: 4, 2: 5 }],
  ['names that poison prototypes', JSON.parse('{"__proto__":{"admin":true},"constructor":{"prototype":{"admin":true}},"hasOwnProperty":1}')],
  ['an instant as text', { at: '2026-01-31T23:59:59.999Z' }],
  ['minus zero, which JSON does not have', { n: -0 }, { n: 0 }],
  ['an absent member', { here: 1, absent: undefined, list: [undefined] }, { here: 1, list: [null] }],
  ['a date, which becomes text', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
  ['1 MiB of text', { text: 'ü'.repeat(1024 * 1024) }],
];

/** B.4 points 9 and 10. */
export function contentContract(factory: StoreFactory, { durable }: StoreCapabilities): void {
  describe('content', () => {
    const test = storeForEachTest(factory);

    it.each(PAYLOADS)('comes back as it was given: %s', async (_, data, readAs = data) => {
      await test.store.append(commit([event('account-a', 1, data)]));
      const text = JSON.stringify(readAs);
      const seen = async () => {
        const [fromStream] = await test.store.readStream('account-a', { after: 0, limit: 1 });
        const { events: [fromLog] } = await test.store.readAll({ after: 0, limit: 1 });
        const { value } = await test.store.subscribe({ after: 0, limit: 1, signal: AbortSignal.timeout(5_000) })[Symbol.asyncIterator]().next();
        return [fromStream, fromLog, value.events[0]];
      };
      const now = await seen();
      for (const found of now) {
        expect(JSON.stringify(found.data)).toBe(text);
        expect(isDeepStrictEqual(found.data, readAs)).toBe(true);
      }
      if (durable) {
        await test.reopen();
        expect((await seen()).map((found) => JSON.stringify(found))).toEqual(now.map((found) => JSON.stringify(found)));
      }
    });

    it('is not changed by whoever gave it, afterwards', async () => {
      const data = { points: 100 };
      await test.store.append(commit([event('account-a', 1, data)]));
      data.points = 999;
      expect((await test.store.readAll({ after: 0, limit: 1 })).events[0]?.data).toEqual({ points: 100 });
    });

    it('pollutes no prototype', async () => {
      await test.store.append(commit([event('account-a', 1, JSON.parse('{"__proto__":{"admin":true}}'))]));
      const [found] = await test.store.readStream('account-a', { after: 0, limit: 1 });
      expect(({} as { admin?: boolean }).admin).toBeUndefined();
      expect(Object.keys(found!.data as object)).toEqual(['__proto__']);
    });

    it('keeps command, actor, cause and times', async () => {
      const full = { ...event('account-a', 1), command: 'earn "1"', actor: 'clerk\\7', cause: 'order-9@2', effectiveAt: '2025-12-31T23:00:00.000Z' as typeof NEW_YEAR };
      await test.store.append(commit([full, event('account-a', 2)], [], NEW_YEAR));
      const [first, second] = await test.store.readStream('account-a', { after: 0, limit: 2 });
      expect(first).toStrictEqual({ ...full, position: 1, recordedAt: NEW_YEAR });
      expect(second).not.toHaveProperty('cause');
      expect(canonicalJson(first)).toBe(canonicalJson((await test.store.readAll({ after: 0, limit: 1 })).events[0]));
    });
  });

  describe('limits', () => {
    const test = storeForEachTest(factory);
    const circle: { self?: unknown } = {};
    circle.self = circle;

    it.each([
      ['event_too_large', event('account-a', 2, 'x'.repeat(EVENT_LENGTH_MAX))],
      ['stream_name_invalid', event('no hyphen', 1)],
      ['stream_name_invalid', event(`account-${'x'.repeat(200)}`, 1)],
      ['stream_name_invalid', event('account-"quoted"', 1)],
      ['stream_name_invalid', event('account-', 1)],
      ['event_type_invalid', { ...event('account-a', 2), type: 'no version' }],
      ['event_type_invalid', { ...event('account-a', 2), type: 'x".v1' }],
      ['instant_invalid', { ...event('account-a', 2), effectiveAt: 'yesterday' as typeof NEW_YEAR }],
      ['event_not_json', event('account-a', 2, { points: 10n })],
      ['event_not_json', event('account-a', 2, circle)],
      ['event_not_json', { ...event('account-a', 2), data: undefined }],
      ['event_not_json', { ...event('account-a', 2), data: () => 1 }],
    ])('are refused by name: %s', async (code, bad) => {
      await test.store.append(commit([event('account-a', 1)]));
      await expect(test.store.append(commit([event('account-b', 1), bad]))).rejects.toEqual(expect.objectContaining({ code, category: 'validation' }));
      expect(await test.store.head()).toBe(1);
      expect(await test.store.append(commit([event('account-b', 1), event('account-a', 2)]))).toEqual({ basePosition: 1 });
    });

    it('refuses a commit of 100,001 events', async () => {
      const one = event('account-a', 1);
      await expect(test.store.append(commit(Array.from({ length: COMMIT_EVENTS_MAX + 1 }, () => one)))).rejects.toEqual(coded('commit_too_large', { limit: 100_000 }));
    });

    it('refuses a commit that is recorded at no instant', async () => {
      await expect(test.store.append(commit([event('account-a', 1)], [], '2026' as typeof NEW_YEAR))).rejects.toEqual(coded('instant_invalid'));
    });
  });
}
