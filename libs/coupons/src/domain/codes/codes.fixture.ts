import type { CodeFormat, CouponBookEvent } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { canonicalCode } from './canonical-code';
import { codeBook } from './code-book';
import { NO_CODES, type CodeBookCommand, type CodeBookState } from './code-book-state';
import { CodeKeys } from './code-keys';
import { CodePrinter } from './code-printer';
import { spaceIdOf } from './code-space';

export const NOON = instant('2026-03-10T12:00:00.000Z');
export const KEYS = new CodeKeys([new Uint8Array(32).fill(7)]);
export const FORMAT: CodeFormat = { prefix: 'SHOP', charset: 'crockford', length: 11, groupOf: 4 };

export function entering(batchId: string, size: number, format: CodeFormat = FORMAT): CodeBookCommand {
  return { kind: 'enter', batchId, campaignId: `of-${batchId}`, generated: { format, size, keyFingerprint: KEYS.newest }, at: NOON };
}

export function sharing(campaignId: string, ...codes: readonly string[]): CodeBookCommand {
  return { kind: 'share', campaignId, codes, at: NOON };
}

/** A book after these commands. */
export function bookAfter(...commands: readonly CodeBookCommand[]): CodeBookState {
  return commands.reduce<CodeBookState>((state, command) => codeBook.decide(command, state).reduce<CodeBookState>((next, event: CouponBookEvent) => codeBook.evolve(next, event), state), NO_CODES);
}

/** The printed code of a number of the format's space, whether or not any batch has it. */
export function codeOf(book: CodeBookState, number: number, format: CodeFormat = FORMAT): string {
  const space = book.spaces.find(({ spaceId }) => spaceId === spaceIdOf(format))!;
  return new CodePrinter(KEYS.permutationOf(space), format).one(number);
}

/** The same with another sign in the place of one, so that its check character is wrong. */
export function mistyped(code: string): string {
  const canonical = canonicalCode(code)!;
  return canonical.slice(0, -1) + (canonical.endsWith('7') ? '8' : '7');
}
