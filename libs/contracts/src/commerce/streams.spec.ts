import fc from 'fast-check';
import { activityStream, cartStream, orderStream, skuStream, streamPart } from './streams';

const STREAM_NAME = /^[a-z][A-Za-z]{0,39}-[A-Za-z0-9_~@:.-]{1,200}$/;

describe('a part of a stream name', () => {
  it.each([
    ['A-1001', 'A-1001'],
    ['user@host:1_2', 'user@host:1_2'],
    ['12.5 kg', '12~2e5~20kg'],
    ['a~b', 'a~7eb'],
    ['a/b', 'a~2fb'],
    ['תה', '~d7~aa~d7~94'],
    ['.'.repeat(30), '~2e'.repeat(30)],
    ['.'.repeat(31), '~~f4e8f0dcbe65877f5b96a002f94389d0'],
  ])('of %s is %s', (id, part) => {
    expect(streamPart(id)).toBe(part);
  });

  it('differs for different ids and always fits', () => {
    const id = fc.string({ minLength: 1, maxLength: 64, unit: fc.constantFrom(...'aZ9_@:-~. /%|é') });
    fc.assert(fc.property(id, id, (a, b) => {
      expect(streamPart(a) === streamPart(b)).toBe(a === b);
      for (const name of [orderStream(a, b), cartStream(a, b), skuStream(a, b), activityStream(a, b)]) {
        expect(name).toMatch(STREAM_NAME);
        expect(name.length).toBeLessThanOrEqual(200);
        expect(name.split('.')).toHaveLength(2);
      }
    }));
  });
});
