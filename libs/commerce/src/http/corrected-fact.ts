import { FACT_DTOS, type Fact, type FactDto } from '@loyalty/contracts';
import { DomainError, isDomainError } from '@loyalty/kernel';
import { checked } from '@loyalty/platform';
import { readFact } from '../domain';

/** A correction as it was sent, once its data are what its type has and make sense. Refusals name the field in the request. */
export function correctedFact(corrected: FactDto): Fact {
  below('/corrected/data', () => checked(FACT_DTOS[corrected.type], corrected.data));
  below('/corrected', () => readFact(corrected as Fact));
  return corrected as Fact;
}

/** Puts what a refusal says of fields under the place where they stand in the request. */
function below(place: string, read: () => unknown): void {
  try {
    read();
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { category, code, message, facts } = error;
    const errors = facts['errors'] as readonly { readonly field: string }[] | undefined;
    const where = errors === undefined ? { field: `${place}${String(facts['field'] ?? '')}` } : { errors: errors.map((one) => ({ ...one, field: place + one.field })) };
    throw new DomainError(category, code, `${place}${message}`, { ...facts, ...where });
  }
}
