import * as fc from 'fast-check';
import { CodeKeys } from './code-keys';
import { bookAfter, codeOf, entering, FORMAT, KEYS, mistyped, NOON, sharing } from './codes.fixture';
import { locateCode, locateCodes, missOf } from './locate-codes';

const SIZES = [1, 10, 1_000, 3, 70_000];
const BOOK = bookAfter(
  ...SIZES.map((size, i) => entering(`b${i}`, size)), entering('other', 50, { ...FORMAT, prefix: '', charset: 'digits', length: 14 }),
  sharing('welcome', 'WELCOME10'), { kind: 'takeShapes', batchId: 'f', shapes: [{ length: 9, prefix: '01D' }], at: NOON },
);
const TOTAL = SIZES.reduce((sum, size) => sum + size, 0);

describe('a code is located', () => {
  it('in its batch, with its serial, for every number that was given out', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: TOTAL - 1 }), (number) => {
      const located = locateCode(BOOK, KEYS, codeOf(BOOK, number));
      const before = SIZES.findIndex((_, i) => number < SIZES.slice(0, i + 1).reduce((sum, size) => sum + size, 0));
      expect(located).toMatchObject({ kind: 'generated', batchId: `b${before}`, campaignId: `of-b${before}`, serial: number - SIZES.slice(0, before).reduce((sum, size) => sum + size, 0) + 1 });
    }));
  });

  it('nowhere when its number was not given out', () => {
    const beyond = [TOTAL, TOTAL + 1, 10_000_000, 2 ** 52].map((number) => codeOf(BOOK, number));
    expect(locateCodes(BOOK, KEYS, beyond)).toEqual([undefined, undefined, undefined, undefined]);
    expect(beyond.map((code) => missOf(BOOK, code))).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
  });

  it('nowhere when it is mistyped', () => {
    const code = mistyped(codeOf(BOOK, 5));
    expect([locateCode(BOOK, KEYS, code), missOf(BOOK, code)]).toEqual([undefined, 'mistyped']);
  });

  it('at its campaign when everyone may have it, and on one shelf when it looks like a foreign one', () => {
    expect(locateCode(BOOK, KEYS, 'welc0me-10')).toEqual({ raw: 'welc0me-10', canonical: 'WE1C0ME10', kind: 'shared', campaignId: 'welcome' });
    expect(locateCode(BOOK, KEYS, 'old-123456')).toMatchObject({ kind: 'imported', canonical: '01D123456', shelf: { name: expect.stringMatching(/^couponShelf-\d+$/) } });
  });

  it.each([['old-12345', 'unknown'], ['', 'malformed'], ['☃☃☃', 'malformed'], ['constructor', 'unknown'], ['__proto__', 'unknown']])('nowhere when it is %j', (code, miss) => {
    expect([locateCode(BOOK, KEYS, code), missOf(BOOK, code)]).toEqual([undefined, miss]);
  });

  it('not by guessing', () => {
    const tries = 100_000;
    let found = 0;
    const random = fc.sample(fc.string({ unit: fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTVWXYZ'), minLength: 12, maxLength: 12 }), tries);
    for (const guess of random) if (locateCode(BOOK, KEYS, `SHOP${guess}`) !== undefined) found += 1;
    expect(found).toBe(0);
  });

  it('never under another key, and says so when its own is not there', () => {
    const elsewhere = new CodeKeys([new Uint8Array(32).fill(8)]);
    expect(() => locateCode(BOOK, elsewhere, codeOf(BOOK, 5))).toThrow(expect.objectContaining({ code: 'code_key_missing', facts: { keyFingerprint: KEYS.newest } }));
    expect(locateCode(BOOK, elsewhere, 'WELCOME10')).toMatchObject({ kind: 'shared' });
    const both = new CodeKeys([new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)]);
    expect(locateCode(BOOK, both, codeOf(BOOK, 5))).toMatchObject({ batchId: 'b1' });
  });
});
