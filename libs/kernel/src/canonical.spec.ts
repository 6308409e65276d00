import fc from 'fast-check';
import { canonicalJson, fingerprint, sha256Hex } from './index';

const refused = expect.objectContaining({ category: 'validation', code: 'not_canonical' });
const anyJson = fc.jsonValue({ stringUnit: 'binary' });

/** The same value with the members of every object written in the reverse order. */
function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).reverse().map(([name, member]) => [name, reversed(member)]));
}

describe('canonical JSON', () => {
  it('writes the example of RFC 8785, section 3.2.2, as the RFC does', () => {
    const input = {
      numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000f\u000aA\'\u0042\u0022\u005c\\"/',
      literals: [null, true, false],
    };
    expect(canonicalJson(input)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it('sorts members by UTF-16 code units (RFC 8785, section 3.2.3)', () => {
    const input = { '\u20ac': 1, '\r': 2, '\ufb33': 3, '1': 4, '\ud83d\ude00': 5, '\u0080': 6, '\u00f6': 7 };
    expect(Object.values(JSON.parse(canonicalJson(input)) as object)).toEqual([4, 2, 6, 7, 1, 5, 3]);
  });

  it('says what the value says', () => {
    fc.assert(fc.property(anyJson, (value) => {
      const expected: unknown = JSON.parse(JSON.stringify(value));
      expect(JSON.parse(canonicalJson(value))).toEqual(expected);
    }));
  });

  it('does not depend on the order of members, also in large objects', () => {
    fc.assert(fc.property(anyJson, (value) => expect(canonicalJson(reversed(value))).toBe(canonicalJson(value))));
    const large = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`k${i}`, i]));
    expect(canonicalJson(reversed(large))).toBe(canonicalJson(large));
    expect(Object.keys(JSON.parse(canonicalJson(large)) as object)).toEqual(Object.keys(large).sort());
  });

  it('takes an undefined member for absent, −0 for 0, and the members of a class instance', () => {
    class EarnDto { points = 5; note = undefined; }
    expect(canonicalJson({ b: -0, a: undefined })).toBe('{"b":0}');
    expect(canonicalJson(new EarnDto())).toBe('{"points":5}');
    expect(canonicalJson(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
  });

  it.each([
    ['undefined', undefined], ['undefined in an array', [undefined]], ['NaN', { a: NaN }], ['Infinity', -Infinity], ['a bigint', 5n], ['a function', { a: () => 1 }],
    ['a symbol', Symbol('x')], ['a lone surrogate', 'a\ud800'], ['a lone surrogate in a name', { '\udc00': 1 }], ['a date', new Date(0)], ['a map', new Map()],
    ['bytes', new Uint8Array(2)], ['toJSON', { toJSON: () => 1 }],
  ])('refuses %s', (_, value) => expect(() => canonicalJson(value)).toThrow(refused));

  it('refuses a cycle', () => {
    const knot: Record<string, unknown> = {};
    knot.knots = [knot, knot];
    expect(() => canonicalJson(knot)).toThrow(refused);
  });
});

describe('a fingerprint', () => {
  it('is the first half of SHA-256 (FIPS 180-4)', () => {
    expect(sha256Hex('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256Hex(new TextEncoder().encode('abc'))).toBe(sha256Hex('abc'));
    expect(fingerprint({ b: 1, a: 'ä' })).toBe(sha256Hex('{"a":"ä","b":1}').slice(0, 32));
  });

  it('tells bodies apart but not the order of their members', () => {
    expect(fingerprint({ points: 5, memberId: 'm1' })).toBe(fingerprint({ memberId: 'm1', points: 5 }));
    expect(fingerprint({ points: 5 })).not.toBe(fingerprint({ points: '5' }));
  });
});
