import * as fc from 'fast-check';

/** What stands in for a value somewhere in a body. */
const STRANGERS: readonly unknown[] = [
  null, true, false, 0, -0, 1, -1, 0.5, 1.5, 2 ** 31, 2 ** 53, 2 ** 53 + 2, -(2 ** 53), 1e21, 1.7e308, 5e-324, '', ' ', '0', '1', 'true', 'null', '[]', '2026-02-30',
  '2026-02-28T10:00:00Z', '2026-02-28T10:00:00', '2026', '2026-W01', '9999-12-31T23:59:60Z', '\u{1f600}', '\ufe0f', 'a\ufe0f', 'é', '\u0000', 'a\n', '\nid', 'x'.repeat(64), 'x'.repeat(65),
  [], [[]], [null], [{}], {}, { length: 1 }, { 0: 'a', length: 1 }, { then: 'x' }, { constructor: 'x' },
];

const NAMES = ['extra', 'constructor', 'hasOwnProperty', 'toString', 'isPrototypeOf', '', ' ', '0', 'length', 'then', 'a/b', 'a~b', '__defineGetter__', '\ud83d'];

/** Bodies of the arbitrary with one to three places changed: a value replaced, left out, wrapped, repeated or added. */
export function nearMiss(bodies: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const change = fc.record({
    where: fc.nat(), how: fc.nat(7),
    stranger: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...STRANGERS) }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }) }),
    name: fc.constantFrom(...NAMES), by: fc.constantFrom(-1, 1, 0.1, -1e-9, 2 ** 40),
  });
  return fc.tuple(bodies, fc.array(change, { minLength: 1, maxLength: 3 })).map(([body, changes]) => {
    const root = { body: structuredClone(body) };
    for (const one of changes) apply(root, one);
    return root.body;
  });
}

type Holder = Record<string, unknown> | unknown[];
type Place = readonly [Holder, string];
interface Change { readonly where: number; readonly how: number; readonly stranger: unknown; readonly name: string; readonly by: number }

function apply(root: { body: unknown }, { where, how, stranger, name, by }: Change): void {
  const places = placesOf(root);
  const [holder, key] = places[where % places.length]!;
  const at = holder as Record<string, unknown>;
  const value = at[key];
  if (how === 0 && holder !== root) { if (Array.isArray(holder)) holder.splice(Number(key), 1); else delete at[key]; }
  else if (how === 1) at[key] = [value];
  else if (how === 2 && Array.isArray(value)) value.push(...structuredClone(value));
  else if (how === 3 && typeof value === 'object' && value !== null && !Array.isArray(value)) (value as Record<string, unknown>)[name] = structuredClone(stranger);
  else if (how === 4 && typeof value === 'number') at[key] = value + by;
  else if (how === 5 && typeof value === 'string') at[key] = by > 0 ? value + value : value.slice(1);
  else if (how === 6 && Array.isArray(value)) at[key] = value[0];
  else at[key] = structuredClone(stranger);
}

/** Every place that holds a value. */
function placesOf(holder: Holder): Place[] {
  return Object.keys(holder).flatMap((key) => {
    const value = (holder as Record<string, unknown>)[key];
    return [[holder, key] as Place, ...(typeof value === 'object' && value !== null ? placesOf(value as Holder) : [])];
  });
}
