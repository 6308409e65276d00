import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import { badFacts } from './bad-facts.fixture';
import { FACT_DTOS, FactDto } from './dto';
import type { FactType } from './facts';
import { GOOD_FACTS } from './good-facts.fixture';

interface Refusal {
  readonly code: string;
  readonly field: string;
}

/** As a door does it: the envelope first, then the data by the class of its type. */
function refusalsOf(json: unknown): Refusal[] {
  const envelope = refusals(FactDto, json, '/');
  if (envelope.length > 0) return envelope;
  const { type, data } = json as { type: FactType; data: object };
  return refusals(FACT_DTOS[type], data, '/data/');
}

function refusals(dto: new () => object, json: unknown, prefix: string): Refusal[] {
  return validateSync(plainToInstance(dto, strictly(json)) as object, { whitelist: true, forbidNonWhitelisted: true }).flatMap((error) => flatten(error, prefix));
}

const WRONG = Symbol('null');

/** Doors take null for a wrong value; class-validator for one that was left out. */
function strictly(value: unknown): unknown {
  if (value === null) return WRONG;
  if (Array.isArray(value)) return value.map(strictly);
  return typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(([name, member]) => [name, strictly(member)])) : value;
}

function flatten({ property, value, constraints, children = [] }: ValidationError, prefix: string): Refusal[] {
  const field = prefix + property;
  if (children.length > 0) return children.flatMap((child) => flatten(child, `${field}/`));
  if (constraints?.whitelistValidation !== undefined) return [{ code: 'unknown', field }];
  return [{ code: value === undefined ? 'required' : 'invalid', field }];
}

describe('a fact of the right shape', () => {
  it.each(Object.values(GOOD_FACTS))('is taken: $type', (fact) => expect(refusalsOf(fact)).toEqual([]));
});

describe('a fact of another shape is refused at its field', () => {
  it('in a corpus of at least 60', () => expect(new Set(badFacts().map(({ name }) => name)).size).toBeGreaterThanOrEqual(60));

  it.each(badFacts())('$name', ({ json, code, field }) => {
    const [list] = field.split(/\/\d+$/) as [string];
    // class-validator names the list, not its element that is no object or no good text.
    expect(refusalsOf(json).map((each) => (each.field === list ? { ...each, field } : each))).toContainEqual({ code, field });
  });
});
