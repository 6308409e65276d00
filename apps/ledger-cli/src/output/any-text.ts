import { invalid } from '@loyalty/kernel';

/** Characters that break a line or a column, or that are not seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

/**
 * Text that may hold anything, for a line of its own: as it is where that is safe, else as a JSON string in which every
 * unseen character is an escape.
 */
export function shownText(text: string): string {
  if (!/^[" ]|^$| $/.test(text) && text.search(UNSEEN) === -1) return text;
  return JSON.stringify(text).replace(UNSEEN, (character) => Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''));
}

/** The text that `shownText` shows so. @throws validation `text_invalid` */
export function textShownAs(shown: string): string {
  if (!shown.startsWith('"')) return shown;
  try {
    const text: unknown = JSON.parse(shown);
    if (typeof text === 'string') return text;
  } catch {
    // told below
  }
  throw invalid('text_invalid', `${shown} begins with a quotation mark, so it must be a JSON string`);
}
