import { instant, isId } from '@loyalty/kernel';
import { ValidateBy, type ValidationOptions } from 'class-validator';
import { learnTextRule, type Schema } from './decorator-rules';

interface TextRule {
  /** The decorator's name in lower camel case, also the code of the error: `isId`. */
  readonly name: string;
  /** The format that the API description names. */
  readonly format: string;
  /** Further keywords for the API description; they must be true of every text that holds. */
  readonly schema?: Schema;
  /** "must be …" */
  readonly mustBe: string;
  readonly holds: (text: string) => boolean;
}

/** A decorator for a kind of text that the house has a function for; class-validator and the compiled schema both call it. */
export function textRule({ name, format, schema = {}, mustBe, holds }: TextRule): (options?: ValidationOptions) => PropertyDecorator {
  learnTextRule(name, format, schema, holds);
  return (options) => ValidateBy({
    name,
    validator: { validate: (value) => typeof value === 'string' && holds(value), defaultMessage: () => `$property must be ${mustBe}` },
  }, options);
}

/** An opaque id as the kernel has it. */
export const IsId = textRule({
  name: 'isId', format: 'id', schema: { minLength: 1, maxLength: 64, pattern: '^[A-Za-z0-9_\\-:~@]{1,64}$' },
  mustBe: '1 to 64 characters of A-Z a-z 0-9 _ - : ~ @', holds: isId,
});

/** A moment, RFC 3339 with its offset. Hand it to the kernel's `instant` before use: that makes it UTC. */
export const IsInstant = textRule({
  name: 'isInstant', format: 'date-time', schema: { maxLength: 40 },
  mustBe: 'an RFC 3339 date-time with an offset', holds: (text) => text.length <= 40 && succeeds(() => instant(text)),
});

/** A day of the calendar, `2026-02-28`. */
export const IsLocalDate = textRule({
  name: 'isLocalDate', format: 'date', schema: { maxLength: 10 },
  mustBe: 'a date YYYY-MM-DD', holds: (text) => /^\d{4}-\d\d-\d\d$/.test(text) && succeeds(() => instant(`${text}T00:00:00Z`)),
});

function succeeds(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch {
    return false; // the answer, not an error
  }
}
