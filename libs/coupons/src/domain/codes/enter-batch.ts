import type { CodeFormat, CouponBatchEntered } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import { SIGNS } from './charset';
import type { CodeBookState } from './code-book-state';
import { assertFormat, canonicalPrefix, confusable, isWellFormed, meets, spaceIdOf } from './code-space';
import { assertKeySpace } from './key-space';

interface Wanted {
  readonly format: CodeFormat;
  readonly size: number;
  readonly keyFingerprint: string;
}

type Range = NonNullable<CouponBatchEntered['data']['range']>;

/**
 * Refuses a batch whose codes could be taken for others, or that would leave guessers with good odds: at most half of a space
 * is ever reserved.
 * @throws state `code_space_taken`, `key_space_exhausted`; validation `code_format_invalid`, `amount_invalid`
 */
export function assertBatchFits(state: CodeBookState, { format, size }: Wanted): void {
  assertFormat(format);
  const spaceId = spaceIdOf(format);
  const known = state.spaces.find((space) => space.spaceId === spaceId);
  assertKeySpace({ alphabet: SIGNS[format.charset], length: format.length }, 0, reservedIn(known) + size);
  if (known !== undefined) return;
  const space = { prefix: canonicalPrefix(format.prefix), charset: format.charset, length: format.length };
  const other = state.spaces.find((one) => confusable(space, one));
  if (other !== undefined) throw taken('Other generated codes look too much like these', { spaceId, other: other.spaceId });
  const shape = state.shapes.find((one) => meets(space, one));
  if (shape !== undefined) throw taken('Imported codes look like these', { spaceId, length: shape.length, prefix: shape.prefix });
  for (const bucket of Object.values(state.shared)) {
    const code = Object.keys(bucket).find((shared) => isWellFormed(space, shared));
    if (code !== undefined) throw taken('A shared code could be one of these', { spaceId, code });
  }
}

/** The next numbers of the format's space. A space keeps the key that its first batch was made with. */
export function rangeFor(state: CodeBookState, { format, size, keyFingerprint }: Wanted): Range {
  const { charset, length } = format;
  const spaceId = spaceIdOf(format);
  const known = state.spaces.find((space) => space.spaceId === spaceId);
  return { spaceId, first: reservedIn(known), size, keyFingerprint: known?.keyFingerprint ?? keyFingerprint, prefix: canonicalPrefix(format.prefix), charset, length };
}

/** How many numbers of a space are given out; the next one is the first that is free. */
function reservedIn(space: CodeBookState['spaces'][number] | undefined): number {
  const last = space?.ranges.at(-1);
  return last === undefined ? 0 : last.first + last.size;
}

function taken(message: string, facts: Record<string, unknown>) {
  return rejected('code_space_taken', `${message}: choose another prefix or length`, facts);
}
