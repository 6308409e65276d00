import { CODE_LENGTH_MAX, CODE_LENGTH_MIN, CODE_WRITTEN_MAX } from '@loyalty/contracts';

/** As generated codes mostly come: nothing to change. */
const CANONICAL = /^[0-9A-HJKMNP-Z]{3,40}$/;

/**
 * For each ASCII character what becomes of it: its canonical character, or '' for a separator; undefined: no part of any
 * code.
 */
const ASCII: readonly (string | undefined)[] = Array.from({ length: 128 }, (_, code) => {
  const sign = String.fromCharCode(code).toUpperCase();
  if (/[\s._-]/.test(sign)) return '';
  return /[0-9A-Z]/.test(sign) ? folded(sign) : undefined;
});

const SEPARATORS = /[\s\p{Z}\p{Pd}\p{Cf}._]/gu;
const LETTERS_AND_DIGITS = /^[\p{L}\p{M}\p{Nd}]+$/u;

/**
 * The one form of a code, however somebody writes it: NFKC, upper case, without spaces, dashes, dots and underscores, with O
 * read as 0 and I and L as 1. Undefined for what is no code in any spelling: other signs, fewer than 3 characters or more
 * than 40, more than 64 as written.
 */
export function canonicalCode(written: string): string | undefined {
  if (CANONICAL.test(written)) return written;
  if (written.length > CODE_WRITTEN_MAX) return undefined;
  let text = '';
  for (let i = 0; i < written.length; i += 1) {
    const code = written.charCodeAt(i);
    if (code > 127) return ofAnyScript(written);
    const sign = ASCII[code];
    if (sign === undefined) return undefined;
    text += sign;
  }
  return isLong(text) ? text : undefined;
}

function ofAnyScript(written: string): string | undefined {
  if (!written.isWellFormed()) return undefined;
  let text = written;
  // What was apart before may join once a sign between is gone, so it goes round until nothing changes; twice as a rule.
  for (let before = ''; text !== before;) {
    before = text;
    text = folded(text.normalize('NFKC').toUpperCase().replace(SEPARATORS, ''));
  }
  return isLong(text) && LETTERS_AND_DIGITS.test(text) ? text : undefined;
}

function isLong({ length }: string): boolean {
  return length >= CODE_LENGTH_MIN && length <= CODE_LENGTH_MAX;
}

function folded(upper: string): string {
  return upper.replaceAll('O', '0').replaceAll('I', '1').replaceAll('L', '1');
}

const PLAIN = /^[0-9A-Z]+$/;

/**
 * A canonical code as a part of a stream's name: itself, or for other scripts `~` and the base64url of its UTF-8. At most
 * 161 characters.
 */
export function codeKey(canonical: string): string {
  return PLAIN.test(canonical) ? canonical : `~${Buffer.from(canonical, 'utf8').toString('base64url')}`;
}
