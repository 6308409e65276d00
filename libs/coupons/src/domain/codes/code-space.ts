import type { CodeCharset, CodeFormat, CodeShape } from '@loyalty/contracts';
import { assertAmount, invalid } from '@loyalty/kernel';
import { canonicalCode } from './canonical-code';
import { DRAWN_MAX, DRAWN_MIN, SIGNS, VALUES, valueAt } from './charset';
import { CHECKS, startBehind } from './check-character';

/** All codes that look alike: one space of numbers, in which every batch has a range of its own. */
export interface CodeSpace {
  readonly spaceId: string;
  /** In its canonical form. */
  readonly prefix: string;
  readonly charset: CodeCharset;
  /** Characters between the prefix and the check character. */
  readonly length: number;
  readonly keyFingerprint: string;
}

export const PREFIX_MAX = 12;
const PRINTED_PREFIX = /^[0-9A-Za-z]{0,12}$/;
const GROUPS = { min: 0, max: 16 };

/** The prefix of a format as it stands in canonical codes. */
export function canonicalPrefix(prefix: string): string {
  return prefix === '' ? '' : canonicalCode(`000${prefix}`)!.slice(3);
}

export function spaceIdOf({ prefix, charset, length }: CodeFormat): string {
  return `${canonicalPrefix(prefix)}.${charset}.${length}`;
}

/** Characters of a code of this space in its canonical form. */
export function lengthIn({ prefix, length }: Pick<CodeSpace, 'prefix' | 'length'>): number {
  return prefix.length + length + 1;
}

/** Refuses a format that no codes can be made of. @throws validation `code_format_invalid` with the field, `amount_invalid` */
export function assertFormat({ prefix, charset, length, groupOf }: CodeFormat): void {
  assertAmount(length, '/format/length', { min: DRAWN_MIN, max: DRAWN_MAX[charset] });
  assertAmount(groupOf, '/format/groupOf', GROUPS);
  if (!PRINTED_PREFIX.test(prefix)) throw wrong('/format/prefix', `a prefix has up to ${PREFIX_MAX} of A-Z and 0-9`);
  const canonical = canonicalPrefix(prefix);
  // Else the last sign of the prefix and the first one behind it could change places unnoticed.
  if (charset !== 'crockford' && canonical !== '' && valueAt(VALUES[charset], canonical, canonical.length - 1) >= 0) {
    throw wrong('/format/prefix', charset === 'digits' ? 'before digits a prefix ends with a letter other than I, L and O' : 'before letters a prefix ends with a digit, or I, L or O');
  }
}

/** Whether some text could be a code of a space and of such a shape at once. */
export function meets(space: Pick<CodeSpace, 'prefix' | 'charset' | 'length'>, shape: CodeShape): boolean {
  return lengthIn(space) === shape.length && (space.prefix.startsWith(shape.prefix) || shape.prefix.startsWith(space.prefix));
}

/** Whether two spaces cannot be told apart by their texts, or by a mistake that no check character finds. */
export function confusable(a: Pick<CodeSpace, 'prefix' | 'charset' | 'length'>, b: Pick<CodeSpace, 'prefix' | 'charset' | 'length'>): boolean {
  if (lengthIn(a) !== lengthIn(b)) return false;
  if (a.prefix.startsWith(b.prefix) || b.prefix.startsWith(a.prefix)) return true;
  return a.charset === b.charset && a.prefix.length === b.prefix.length && startBehind(a.prefix, a.charset) === startBehind(b.prefix, b.charset) && oneMistakeApart(a.prefix, b.prefix);
}

/** One sign is another one, or two neighbours have changed places. */
function oneMistakeApart(a: string, b: string): boolean {
  const differing = Array.from(a, (_, i) => i).filter((i) => a[i] !== b[i]);
  const [first, second] = differing;
  if (differing.length === 1) return true;
  return differing.length === 2 && second === first! + 1 && a[first!] === b[second] && a[second] === b[first!];
}

/** Whether a canonical code has the signs and the check character of a space, whatever number it stands for. */
export function isWellFormed(space: Pick<CodeSpace, 'prefix' | 'charset' | 'length'>, canonical: string): boolean {
  if (canonical.length !== lengthIn(space) || !canonical.startsWith(space.prefix)) return false;
  const { step, order } = CHECKS[space.charset];
  const values = VALUES[space.charset];
  let check = startBehind(space.prefix, space.charset);
  for (let i = space.prefix.length; i < canonical.length; i += 1) {
    const value = valueAt(values, canonical, i);
    if (value < 0) return false;
    check = step[check * order + value]!;
  }
  return check === 0;
}

/** The halves that the drawn characters of a well-formed code stand for. */
export function halvesOf({ prefix, charset, length }: Pick<CodeSpace, 'prefix' | 'charset' | 'length'>, canonical: string): { left: number; right: number } {
  const base = SIGNS[charset].length;
  const middle = prefix.length + Math.floor(length / 2);
  const end = prefix.length + length;
  let left = 0;
  let right = 0;
  for (let i = prefix.length; i < middle; i += 1) left = left * base + valueAt(VALUES[charset], canonical, i);
  for (let i = middle; i < end; i += 1) right = right * base + valueAt(VALUES[charset], canonical, i);
  return { left, right };
}

function wrong(field: string, reason: string) {
  return invalid('code_format_invalid', `${field}: ${reason}`, { field, reason });
}
