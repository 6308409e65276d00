import fc from 'fast-check';
import { fromStored, toStored } from './stored-json';

describe('a document as it is stored', () => {
  it('is the same where every server can hold it', () => {
    const doc = { wallet: 'main', total: 5, paid: false, none: null, lines: [{ sku: 'a', count: 1 }], at: { city: 'חיפה' } };
    expect(toStored(doc)).toEqual(doc);
  });

  it.each<[string, object, object]>([
    ['a dot in a name', { 'a.b': 1 }, { '%a%2Eb': 1 }],
    ['a dollar in a name', { $set: 1 }, { '%%24set': 1 }],
    ['a zero in a name', { 'a\0b': 1 }, { '%a%00b': 1 }],
    ['no name', { '': 1 }, { '%': 1 }],
    ['a name that looks escaped', { '%array': 1 }, { '%%25array': 1 }],
    ["the driver's own name", { _bsontype: 'ObjectId' }, { '%_bsontype': 'ObjectId' }],
    ['an array in an array', { rows: [[1, [2]], []] }, { rows: [{ '%array': [1, { '%array': [2] }] }, { '%array': [] }] }],
    ['a part that is undefined, as JSON leaves it out', { a: undefined, b: 1 }, { b: 1 }],
  ])('has another form for %s', (_, doc, stored) => {
    expect(toStored(doc)).toEqual(stored);
    expect(fromStored(toStored(doc))).toEqual(JSON.parse(JSON.stringify(doc)));
  });

  it('comes back as it was, whatever JSON it is', () => {
    fc.assert(fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (doc) => {
      expect(JSON.stringify(fromStored(toStored(doc)))).toBe(JSON.stringify(doc));
    }));
  });

  it('has no name and no array that a server refuses, at any depth', () => {
    const names = fc.string({ unit: fc.constantFrom('a', '.', '$', '%', '\0', '_') });
    const values = fc.letrec((tie) => ({
      value: fc.oneof({ depthSize: 'small' }, fc.integer(), fc.array(tie('value')), fc.dictionary(names, tie('value'))),
    })).value;
    fc.assert(fc.property(fc.dictionary(names, values), (doc) => {
      expect(refused(toStored(doc), false)).toEqual([]);
      expect(fromStored(toStored(doc))).toEqual(doc);
    }));
  });
});

function refused(value: unknown, inArray: boolean): unknown[] {
  if (Array.isArray(value)) return inArray ? [value] : value.flatMap((item) => refused(item, true));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => [...(/^$|[.$\0]/.test(name) ? [name] : []), ...refused(part, false)]);
}
