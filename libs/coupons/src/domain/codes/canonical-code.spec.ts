import * as fc from 'fast-check';
import { streamName } from '@loyalty/ledger';
import { canonicalCode, codeKey } from './canonical-code';

const SEPARATORS = [' ', '-', '.', '_', '\u2013', '\u00a0', '\u200f', '\t'];

describe('the canonical form of a code', () => {
  it.each([
    ['WELCOME10', 'WE1C0ME10'], ['welcome-10', 'WE1C0ME10'], ['We1c0me.1O', 'WE1C0ME10'], [' w e l c o m e _ I0 ', 'WE1C0ME10'],
    ['ＷＥＬＣＯＭＥ１０', 'WE1C0ME10'], ['WELCOME\u200e10', 'WE1C0ME10'], ['straße', 'STRASSE'], ['שלום-10', 'שלום10'], ['ﬁx 3', 'F1X3'], ['abc', 'ABC'],
  ])('of %j is %s', (written, canonical) => expect(canonicalCode(written)).toBe(canonical));

  it.each(['', 'ab', '--a-b--', 'SAVE 10%', 'a+b+c', 'a/b/c', 'ABC\n\0', '\ud800abc', '☃☃☃☃', `${'A'.repeat(41)}`, `${'A-'.repeat(33)}`, `A${'-'.repeat(62)}BC`])('there is none of %j', (written) => expect(canonicalCode(written)).toBeUndefined());

  it('is its own canonical form, for every text', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string({ unit: fc.constantFrom(...'aåÅﬁ1lO-ıſßĲ\u0345\u0301ا') })), (written) => {
      const canonical = canonicalCode(written);
      fc.pre(canonical !== undefined);
      expect(canonicalCode(canonical!)).toBe(canonical);
    }), { numRuns: 5_000 });
  });

  it('is its own canonical form for each character there is', () => {
    const unstable: number[] = [];
    for (let point = 0x80; point <= 0x10ffff; point += 1) {
      if (point >= 0xd800 && point <= 0xdfff) continue;
      const canonical = canonicalCode(`x${String.fromCodePoint(point)}yz`);
      if (canonical !== undefined && canonicalCode(canonical) !== canonical) unstable.push(point);
    }
    expect(unstable).toEqual([]);
  });

  it('does not depend on case, separators or look-alikes', () => {
    const sign = fc.constantFrom(...'0123456789ABCDEFGHJKMNPQRSTUVWXYZ');
    const spelling = (one: string) => fc.tuple(fc.constantFrom(one, one.toLowerCase(), ...(one === '0' ? ['O', 'o'] : one === '1' ? ['I', 'i', 'L', 'l'] : [])), fc.constantFrom('', '', ...SEPARATORS)).map(([as, behind]) => as + behind);
    const spelled = fc.array(sign, { minLength: 3, maxLength: 20 }).chain((signs) => fc.tuple(fc.constant(signs.join('')), fc.tuple(...signs.map(spelling)).map((parts) => parts.join(''))));
    fc.assert(fc.property(spelled, ([canonical, written]) => {
      expect(canonicalCode(written)).toBe(canonical);
    }));
  });

  it('names a stream, in every script', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'grapheme', minLength: 3, maxLength: 40 }), fc.string({ unit: fc.constantFrom(...'אבגדהוزحطيkm𝒜') , minLength: 3, maxLength: 40 })), (written) => {
      const canonical = canonicalCode(written);
      fc.pre(canonical !== undefined);
      expect(streamName('coupon', codeKey(canonical!)).length).toBeLessThanOrEqual(170);
    }));
    expect([codeKey('WE1C0ME'), codeKey('שלום')]).toEqual(['WE1C0ME', '~16nXnNeV150']);
  });
});
