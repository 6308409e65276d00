import { given } from '@loyalty/testing';
import type { CodeFormat } from '@loyalty/contracts';
import * as fc from 'fast-check';
import { codeBook } from './code-book';
import { bookAfter, codeOf, entering, FORMAT, KEYS, NOON, sharing } from './codes.fixture';

const DIGITS: CodeFormat = { prefix: '', charset: 'digits', length: 4, groupOf: 0 };

describe('the book of codes', () => {
  it('enters a batch behind the ones before it', () => {
    given(codeBook).commands(entering('a', 100)).when(entering('b', 50)).then({
      type: 'coupon.batch.entered.v1', effectiveAt: NOON,
      data: { batchId: 'b', campaignId: 'of-b', range: { spaceId: 'SH0P.crockford.11', first: 100, size: 50, keyFingerprint: KEYS.newest, prefix: 'SH0P', charset: 'crockford', length: 11 } },
    });
  });

  it('keeps the key that a space was begun with', () => {
    given(codeBook).commands(entering('a', 100)).when({ ...entering('b', 1), generated: { format: FORMAT, size: 1, keyFingerprint: 'another' } } as ReturnType<typeof entering>)
      .thenLike({ data: { range: { keyFingerprint: KEYS.newest } } });
  });

  it('never gives two batches the same number', () => {
    const batches = fc.array(fc.tuple(fc.integer({ min: 1, max: 400 }), fc.constantFrom(FORMAT, DIGITS, { ...FORMAT, prefix: 'OTHER' })), { maxLength: 12 });
    fc.assert(fc.property(batches, (sizes) => {
      const { spaces } = bookAfter(...sizes.map(([size, format], i) => entering(`b${i}`, size, format)));
      for (const { ranges } of spaces) ranges.forEach(({ first }, i) => expect(first).toBe(i === 0 ? 0 : ranges[i - 1]!.first + ranges[i - 1]!.size));
      expect(spaces.flatMap(({ ranges }) => ranges).reduce((sum, { size }) => sum + size, 0)).toBe(sizes.reduce((sum, [size]) => sum + size, 0));
    }));
  });

  it('gives out half of a space at most, whatever the batches', () => {
    const full = given(codeBook).commands(entering('a', 3_000, DIGITS), entering('b', 2_000, DIGITS));
    full.when(entering('c', 1, DIGITS)).thenRefused('key_space_exhausted', { wanted: 5_001 });
    given(codeBook).commands(entering('a', 3_000, DIGITS)).when(entering('b', 2_001, DIGITS)).thenRefused('key_space_exhausted');
  });

  it.each([
    ['codes of other signs that look the same', { ...FORMAT, charset: 'digits' as const, prefix: 'SHOP' }], ['a longer prefix of codes of the same length', { ...FORMAT, prefix: 'SHOPA', length: 10 }],
    ['a shorter one', { ...FORMAT, prefix: 'SHO', length: 12 }], ['no prefix', { ...FORMAT, prefix: '', length: 15 }],
  ])('refuses %s', (_, format) => given(codeBook).commands(entering('a', 100)).when(entering('b', 100, format)).thenRefused('code_space_taken', { other: 'SH0P.crockford.11' }));

  it('tells prefixes apart that differ in what a mistake changes, unless no check character would', () => {
    const u = { ...FORMAT, prefix: 'SAU' };
    given(codeBook).commands(entering('a', 1, u)).when(entering('b', 1, { ...u, prefix: 'SAV' })).thenRefused('code_space_taken');
    given(codeBook).commands(entering('a', 1, u)).when(entering('b', 1, { ...u, prefix: 'SAW' })).thenLike({ data: { batchId: 'b' } });
  });

  it('has each shared code once, in all its spellings', () => {
    const shared = given(codeBook).commands(sharing('welcome', 'WELCOME10', 'hello'));
    shared.when(sharing('other', 'welc0me-lo')).thenRefused('code_taken', { code: 'WE1C0ME10', campaignId: 'welcome' });
    shared.when(sharing('welcome', 'hello', 'H E L L 0')).thenRefused('code_repeated', { field: '/1' });
    shared.when(sharing('welcome', 'ok', 'x!')).thenRefused('code_invalid', { field: '/0' });
    shared.when(sharing('welcome', 'Welcome 10', 'HELLO')).thenNothing();
    shared.when(sharing('welcome', 'HELLO')).then({ type: 'coupon.codes.shared.v1', effectiveAt: NOON, data: { campaignId: 'welcome', codes: ['HE110'] } });
    shared.commands(sharing('welcome', 'HELLO')).when(sharing('other', 'WELCOME10')).thenLike({ data: { campaignId: 'other', codes: ['WE1C0ME10'] } });
    expect(bookAfter(sharing('a', 'ONE', 'TWO'), sharing('a'), sharing('b', 'ONE')).sharedCount).toBe(1);
  });

  it('keeps shared codes and generated ones apart, whichever comes first', () => {
    const code = codeOf(bookAfter(entering('a', 10)), 999_999);
    given(codeBook).commands(entering('a', 10)).when(sharing('welcome', code)).thenRefused('code_taken');
    given(codeBook).commands(sharing('welcome', code)).when(entering('a', 10)).thenRefused('code_space_taken', { code: expect.stringMatching(/^SH0P/) });
  });

  it('keeps generated codes apart from what foreign ones look like', () => {
    const took = given(codeBook).commands({ kind: 'takeShapes', batchId: 'f', shapes: [{ length: 16, prefix: 'SH' }, { length: 8, prefix: '' }], at: NOON });
    took.when(entering('a', 10)).thenRefused('code_space_taken', { length: 16 });
    took.when(entering('a', 10, { ...FORMAT, length: 12 })).thenLike({ data: { batchId: 'a' } });
    took.when({ kind: 'takeShapes', batchId: 'g', shapes: [{ length: 16, prefix: 'SHO' }, { length: 8, prefix: 'X' }], at: NOON }).thenNothing();
    took.when({ kind: 'takeShapes', batchId: 'g', shapes: [{ length: 16, prefix: 'A' }], at: NOON }).thenLike({ data: { shapes: [{ length: 16, prefix: 'A' }] } });
  });

  it('forgets shapes that a wider one covers', () => {
    const shapes = Array.from({ length: 40 }, (_, i) => ({ kind: 'takeShapes' as const, batchId: 'f', shapes: [{ length: 9, prefix: `X${i}Y` }], at: NOON }));
    expect(bookAfter(...shapes).shapes.length).toBeLessThanOrEqual(17);
  });
});
