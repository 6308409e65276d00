import { found } from './buckets';
import { canonicalCode } from './canonical-code';
import type { BookedSpace, CodeBookState, ReservedRange } from './code-book-state';
import type { CodeKeys } from './code-keys';
import { halvesOf, isWellFormed, lengthIn } from './code-space';
import { shelfNumber, shelfStream, type ShelfStream } from './shelf';

interface Place {
  readonly raw: string;
  readonly canonical: string;
}

/** A code that everyone may have. */
export interface SharedCode extends Place {
  readonly kind: 'shared';
  readonly campaignId: string;
}

/** A code of a generated batch. */
export interface GeneratedCode extends Place {
  readonly kind: 'generated';
  readonly batchId: string;
  readonly campaignId: string;
  /** From 1 to the batch's size. */
  readonly serial: number;
}

/** What could be a foreign code; its one shelf knows (`onShelf`). */
export interface PerhapsImported extends Place {
  readonly kind: 'imported';
  readonly shelf: ShelfStream;
}

export type Located = SharedCode | GeneratedCode | PerhapsImported;

/**
 * Where each code is to be found, as the book knows it: undefined for what is no code at all, mistyped, or never given out.
 * Asks no store. @throws unavailable `code_key_missing`
 */
export function locateCodes(book: CodeBookState, keys: CodeKeys, raw: readonly string[]): (Located | undefined)[] {
  return raw.map((code) => locateCode(book, keys, code));
}

export function locateCode(book: CodeBookState, keys: CodeKeys, raw: string): Located | undefined {
  const canonical = canonicalCode(raw);
  if (canonical === undefined) return undefined;
  const campaignId = found(book.shared, canonical);
  if (campaignId !== undefined) return { raw, canonical, kind: 'shared', campaignId };
  for (const space of spacesOfLength(book, canonical.length)) {
    if (isWellFormed(space, canonical)) return inSpace(space, keys, raw, canonical);
  }
  return looksImported(book, canonical) ? { raw, canonical, kind: 'imported', shelf: shelfStream(shelfNumber(canonical)) } : undefined;
}

/** Whether foreign codes look like this one, so that it may stand on a shelf. */
export function looksImported({ shapes }: CodeBookState, canonical: string): boolean {
  return shapes.some(({ length, prefix }) => length === canonical.length && canonical.startsWith(prefix));
}

/**
 * Why a code was not located: no code in any spelling; one of ours but for a mistake; or anything else that nobody gave
 * out.
 */
export function missOf(book: CodeBookState, raw: string): 'malformed' | 'mistyped' | 'unknown' {
  const canonical = canonicalCode(raw);
  if (canonical === undefined) return 'malformed';
  const near = spacesOfLength(book, canonical.length).find(({ prefix }) => canonical.startsWith(prefix));
  return near !== undefined && !isWellFormed(near, canonical) ? 'mistyped' : 'unknown';
}

function inSpace(space: BookedSpace, keys: CodeKeys, raw: string, canonical: string): GeneratedCode | undefined {
  const { left, right } = halvesOf(space, canonical);
  const number = keys.permutationOf(space).backward(left, right);
  const range = number === undefined ? undefined : rangeWith(space.ranges, number);
  if (range === undefined) return undefined;
  const { batchId, campaignId, first } = range;
  return { raw, canonical, kind: 'generated', batchId, campaignId, serial: number! - first + 1 };
}

/** Ranges stand in order and without gaps, so the last one that begins at the number or before has it, if any. */
function rangeWith(ranges: readonly ReservedRange[], number: number): ReservedRange | undefined {
  let low = 0;
  let high = ranges.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >>> 1;
    if (ranges[middle]!.first <= number) low = middle;
    else high = middle - 1;
  }
  const range = ranges[low]!;
  return number < range.first + range.size ? range : undefined;
}

const NONE: readonly BookedSpace[] = [];
const byLength = new WeakMap<readonly BookedSpace[], ReadonlyMap<number, readonly BookedSpace[]>>();

/** States never change, so what follows from one is worked out once. */
function spacesOfLength({ spaces }: CodeBookState, length: number): readonly BookedSpace[] {
  let lengths = byLength.get(spaces);
  if (lengths === undefined) {
    lengths = Map.groupBy(spaces, lengthIn);
    byLength.set(spaces, lengths);
  }
  return lengths.get(length) ?? NONE;
}
