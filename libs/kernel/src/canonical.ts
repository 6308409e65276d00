import { invalid } from './errors';
import { memoized } from './memoized';

/** How deep a value may be nested; a cycle is met as too deep. */
const DEPTH_MAX = 100;

/**
 * The one JSON text of a value (RFC 8785, JCS): members sorted by UTF-16 code units, no white space, numbers as
 * ECMAScript writes them, strings escaped only where JSON demands it. Equal values give equal text whatever the order in
 * which their members were written. Members that are undefined count as absent.
 * @throws validation `not_canonical`: undefined as the value or in an array, NaN, Infinity, bigint, function,
 * symbol, a lone surrogate, an object that is more than its members (Date, Map, anything with `toJSON`), deeper than 100
 */
export function canonicalJson(value: unknown): string {
  return write(value, 0);
}

function write(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string': return writeString(value);
    case 'number':
      if (!Number.isFinite(value)) throw refuse(`${value} is no JSON number`);
      return String(value); // −0 becomes 0, as RFC 8785 wants
    case 'boolean': return value ? 'true' : 'false';
    case 'object':
      if (value === null) return 'null';
      if (depth >= DEPTH_MAX) throw refuse(`cyclic, or deeper than ${DEPTH_MAX}`);
      return Array.isArray(value) ? writeArray(value, depth + 1) : writeObject(value as Record<string, unknown>, depth + 1);
    default: throw refuse(`${typeof value} is no JSON value`);
  }
}

const NEEDS_CARE = /["\\\u0000-\u001f\ud800-\udfff]/;

function writeString(text: string): string {
  if (!NEEDS_CARE.test(text)) return `"${text}"`;
  if (!text.isWellFormed()) throw refuse('a string holds a lone surrogate');
  return JSON.stringify(text);
}

function writeArray(list: readonly unknown[], depth: number): string {
  if (list.length === 0) return '[]';
  let text = '[' + write(list[0], depth);
  for (let i = 1; i < list.length; i += 1) text += ',' + write(list[i], depth);
  return text + ']';
}

function writeObject(object: Record<string, unknown>, depth: number): string {
  if (!isPlain(object)) throw refuse('an object is more than its members');
  const names = sorted(Object.keys(object));
  let text = '{';
  for (const name of names) {
    const member = object[name];
    if (member === undefined) continue;
    text += (text.length === 1 ? '' : ',') + writeName(name) + write(member, depth);
  }
  return text + '}';
}

/** Members are named by programs, so the same names come again and again; a long one is of somebody's making. */
const NAME_REMEMBERED_MAX = 64;
const rememberedName = memoized((name) => `${writeString(name)}:`);

function writeName(name: string): string {
  return name.length <= NAME_REMEMBERED_MAX ? rememberedName(name) : `${writeString(name)}:`;
}

/** Also an instance of a DTO class or an object from another realm; not a Date, Map, typed array or boxed value. */
function isPlain(object: Record<string, unknown>): boolean {
  if (typeof object.toJSON === 'function') return false;
  return Object.getPrototypeOf(object) === Object.prototype || Object.prototype.toString.call(object) === '[object Object]';
}

/** Insertion sort by code units, in place: member lists are short and often sorted already. */
function sorted(names: string[]): string[] {
  if (names.length > 32) return names.sort();
  for (let i = 1; i < names.length; i += 1) {
    const name = names[i]!;
    let at = i;
    for (; at > 0 && names[at - 1]! > name; at -= 1) names[at] = names[at - 1]!;
    names[at] = name;
  }
  return names;
}

function refuse(reason: string) {
  return invalid('not_canonical', `No canonical JSON: ${reason}`, { reason });
}
