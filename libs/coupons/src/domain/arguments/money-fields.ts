import { STEPS_MAX } from '@loyalty/contracts';
import { currencyExponent, isDomainError, SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import type { Fault, Field } from './field';

/** A currency of ISO 4217. */
export const currency: Field = {
  text: { en: 'Currency', he: 'מטבע' },
  schema: { type: 'string', pattern: '^[A-Z]{3}$' },
  check(value, path, fault) {
    if (!isCurrency(value)) fault(path, 'there is no such currency');
  },
};

function isCurrency(value: unknown): boolean {
  try {
    return currencyExponent(value as string) >= 0;
  } catch (error) {
    if (isDomainError(error)) return false;
    throw error;
  }
}

/** An amount in minor units for each currency, at least one. */
export function amounts(en: string, he: string, minimum = 1): Field {
  return {
    text: { en, he },
    schema: { type: 'object', minProperties: 1, propertyNames: { pattern: '^[A-Z]{3}$' }, additionalProperties: { type: 'integer', minimum, maximum: SAFE_AMOUNT_MAX } },
    check(value, path, fault) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return fault(path, 'an amount for each currency is expected');
      const given = Object.entries(value as Record<string, unknown>);
      if (given.length === 0) fault(path, 'the currency is missing');
      for (const [code, amount] of given) {
        if (!isCurrency(code)) fault(`${path}/${code}`, 'there is no such currency');
        if (!Number.isInteger(amount) || (amount as number) < minimum || (amount as number) > SAFE_AMOUNT_MAX) fault(`${path}/${code}`, `an amount in minor units from ${minimum} on is expected`);
      }
    },
  };
}

/** Steps with rising bounds; what a step is worth is checked by the field for its value. */
export function steps(value: Field): Field {
  return {
    text: { en: 'Steps', he: 'מדרגות' },
    schema: {
      type: 'array', minItems: 1, maxItems: STEPS_MAX,
      items: { type: 'object', additionalProperties: false, required: ['from', 'value'], properties: { from: { type: 'integer', minimum: 0, maximum: SAFE_AMOUNT_MAX }, value: value.schema } },
    },
    check: (given, path, fault) => checkSteps(given, path, fault, value),
  };
}

function checkSteps(given: unknown, path: string, fault: Fault, value: Field): void {
  if (!Array.isArray(given) || given.length === 0 || given.length > STEPS_MAX) return fault(path, `1 to ${STEPS_MAX} steps are expected`);
  let before = -1;
  given.forEach((step: { from?: unknown; value?: unknown } | null, i) => {
    if (!Number.isInteger(step?.from) || (step!.from as number) <= before) fault(`${path}/${i}/from`, 'whole numbers that rise are expected');
    else before = step!.from as number;
    value.check(step?.value, `${path}/${i}/value`, fault);
  });
}
