import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import type { Field } from './field';

/** A whole number within bounds, both included. */
export function whole(en: string, he: string, minimum: number, maximum = SAFE_AMOUNT_MAX): Field {
  return {
    text: { en, he },
    schema: { type: 'integer', minimum, maximum },
    check(value, path, fault) {
      if (!Number.isInteger(value) || (value as number) < minimum || (value as number) > maximum) fault(path, `a whole number from ${minimum} to ${maximum} is expected`);
    },
  };
}

/** A share in parts per million, above 0 and at most 100 %. */
export function percent(en: string, he: string): Field {
  return {
    ...whole(en, he, 1, 1_000_000),
    check(value, path, fault) {
      if (!Number.isInteger(value) || (value as number) < 1) fault(path, 'a share is a whole number of parts per million from 1 on');
      else if ((value as number) > 1_000_000) fault(path, 'more than 100 percent');
    },
  };
}

export function truth(en: string, he: string): Field {
  return {
    text: { en, he },
    schema: { type: 'boolean' },
    check(value, path, fault) {
      if (typeof value !== 'boolean') fault(path, 'true or false is expected');
    },
  };
}

export function oneOf(en: string, he: string, values: readonly string[]): Field {
  return {
    text: { en, he },
    schema: { enum: values },
    check(value, path, fault) {
      if (!values.includes(value as string)) fault(path, `one of ${values.join(', ')} is expected`);
    },
  };
}

/** An id or a word that programs compare. */
export function name(en: string, he: string): Field {
  return {
    text: { en, he },
    schema: { type: 'string', minLength: 1, maxLength: 100 },
    check(value, path, fault) {
      if (typeof value !== 'string' || value.length === 0 || value.length > 100) fault(path, 'a text of 1 to 100 characters is expected');
    },
  };
}
