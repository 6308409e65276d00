import { invalid } from '@loyalty/kernel';

/** Longer than any safe integer can be, or a member `__proto__`, plain or escaped: only then is a second look worth its time. */
const SUSPECT = /\d{16}|__proto__|\\u00(?:5f|7[024]|6f)/i;

/**
 * JSON whose numbers are what their digits say: a whole number that a double would round is refused, never rounded.
 * Throws `json_malformed`, `number_not_exact`. The text itself is not repeated: it may be personal.
 */
export function parseExactJson(text: string): unknown {
  let refused: string | undefined;
  try {
    if (!SUSPECT.test(text)) return JSON.parse(text);
    const value: unknown = JSON.parse(text, function (name, part: unknown, context?: { source?: string }) {
      if (name === '__proto__') refused = 'json_malformed';
      if (typeof part === 'number' && Math.abs(part) > Number.MAX_SAFE_INTEGER && /^-?\d+$/.test(context?.source ?? '')) refused = 'number_not_exact';
      return part;
    } as (name: string, part: unknown) => unknown);
    if (refused === undefined) return value;
  } catch {
    refused = 'json_malformed';
  }
  throw refused === 'number_not_exact'
    ? invalid('number_not_exact', 'A whole number has more digits than can be kept exactly; send it as text')
    : invalid('json_malformed', 'The value cannot be read as JSON');
}
