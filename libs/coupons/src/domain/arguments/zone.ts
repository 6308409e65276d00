import { assertZone, isDomainError } from '@loyalty/kernel';
import type { Field } from './field';

export const zone: Field = {
  text: { en: 'Time zone', he: 'אזור זמן' },
  schema: { type: 'string', minLength: 1, maxLength: 60 },
  check(value, path, fault) {
    try {
      assertZone(value);
    } catch (error) {
      if (!isDomainError(error)) throw error;
      fault(path, 'there is no such time zone');
    }
  },
};
