import * as fc from 'fast-check';
import { shownText, textShownAs } from './any-text';

describe('a text that may hold anything', () => {
  it.each([
    ['order-main.1001', 'order-main.1001'],
    ['ключ 鍵', 'ключ 鍵'],
    ['', '""'],
    [' a', '" a"'],
    ['"a"', '"\\"a\\""'],
    ['a\tb\u0000', '"a\\tb\\u0000"'],
    ['a\u202Eb\u2028', '"a\\u202eb\\u2028"'],
    ['tag \u{E0041}', '"tag \\udb40\\udc41"'],
  ])('%j is shown as %s', (text, shown) => {
    expect(shownText(text)).toBe(shown);
  });

  it('is shown on one line, and can be given back as it is shown', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
      const shown = shownText(text);
      expect(textShownAs(shown)).toBe(text);
      expect(shown).not.toMatch(/[\n\r\t\u2028\u2029\u0000-\u001f]/);
    }));
  });

  it('that begins like a JSON string and is none is refused', () => {
    for (const shown of ['"', '"a" b', '"\\x"']) expect(() => textShownAs(shown)).toThrow(expect.objectContaining({ code: 'text_invalid' }));
  });
});
