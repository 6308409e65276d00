import { ArrayMaxSize, ArrayUnique, IsArray, IsEmail, IsEnum, IsInt, IsNotEmpty, IsNumber, IsOptional, IsString, Length, Matches, Max, MaxLength, Min, MinLength, ValidateIf, ValidateNested, IsBoolean, IsIn } from 'class-validator';
import { Type } from 'class-transformer';
import type { DomainError } from '@loyalty/kernel';
import { schemaOf, type Dto } from './dto-schema';
import { ListOf, Part } from './parts';
import { checkedQuery } from './query';
import { IsId } from './text-rule';
import { checked, validated } from './validated';

class LinePart {
  @IsId() sku!: string;
  @Min(1) @Max(999) @IsInt() quantity!: number;
}
class BasketRequest {
  @IsId() accountId!: string;
  @ListOf(() => LinePart, { min: 1, max: 100_000 }) lines!: LinePart[];
  @IsOptional() @IsIn(['shop', 'web']) channel?: string;
}
const refusal = (run: () => unknown): DomainError => {
  try {
    run();
  } catch (error) {
    return error as DomainError;
  }
  throw new Error('was accepted');
};
const errorsOf = (body: unknown) => refusal(() => checked(BasketRequest, body)).facts['errors'];

describe('a body', () => {
  it('comes through unchanged when it is valid', () => {
    const body = { accountId: 'a-1', lines: [{ sku: 's', quantity: 2 }] };
    expect(validated(BasketRequest).transform(body, { type: 'body' })).toBe(body);
  });

  it('is refused with each field named as a JSON pointer', () => {
    const error = refusal(() => checked(BasketRequest, { accountId: 'a 1', lines: [{ sku: 's', quantity: 0, 'a/b': 1 }, {}], channel: 'tv' }));
    expect(error).toMatchObject({ category: 'validation', code: 'request_invalid', message: '/accountId must be in the format "id"' });
    expect(error.facts['errors']).toEqual(expect.arrayContaining([
      { field: '/lines/0/quantity', code: 'minimum', message: 'must be >= 1' },
      { field: '/lines/0/a~1b', code: 'unknown', message: 'is not known here' },
      { field: '/lines/1/sku', code: 'required', message: 'is missing' },
      { field: '/channel', code: 'enum', message: 'must be one of shop, web' },
    ]));
  });

  it.each([[[]], [null], ['text'], [7], [undefined]])('must be an object, not %j', (body) => {
    expect(errorsOf(body)).toEqual([{ field: '', code: 'type', message: 'must be object' }]);
  });

  it('is never coerced, and null is a value like any other', () => {
    expect(errorsOf({ accountId: 'a', lines: [{ sku: 's', quantity: '2' }] })).toEqual([{ field: '/lines/0/quantity', code: 'type', message: 'must be integer' }]);
    expect(errorsOf({ accountId: 'a', lines: [{ sku: 's', quantity: 2 }], channel: null })).toContainEqual(expect.objectContaining({ field: '/channel' }));
  });

  it('gets at most 20 errors told', () => {
    const error = refusal(() => checked(BasketRequest, { accountId: 'a', lines: Array.from({ length: 50 }, () => ({ sku: 's', quantity: 0 })) }));
    expect(error.facts['errors']).toHaveLength(20);
    expect(error.facts['more']).toBe(true);
  });

  it('gets one error told when it is very large, in little time', () => {
    const before = performance.now();
    expect(errorsOf({ accountId: 'a', lines: Array.from({ length: 90_000 }, () => ({ bad: 1 })) })).toHaveLength(1);
    expect(performance.now() - before).toBeLessThan(500);
  });

  it('does not have what it holds repeated', () => {
    expect(JSON.stringify(errorsOf({ accountId: 'Dana Levi', lines: [], channel: 'Dana Levi' }))).not.toContain('Dana');
  });
});

describe('a query', () => {
  class ListQuery {
    @IsOptional() @IsInt() @Min(1) limit?: number;
    @IsOptional() @IsBoolean() open?: boolean;
    @IsOptional() @IsArray() @ArrayMaxSize(3) @IsInt({ each: true }) year?: number[];
    @IsOptional() @IsString() @MaxLength(5) text?: string;
  }
  it('becomes integers and booleans where the class has them', () => {
    expect(checkedQuery(ListQuery, { limit: '10', open: 'false', year: '2026', text: '12' })).toEqual({ limit: 10, open: false, year: [2026], text: '12' });
    expect(checkedQuery(ListQuery, { year: ['2025', '2026'] })).toEqual({ year: [2025, 2026] });
    expect(checkedQuery(ListQuery, {})).toEqual({});
  });
  it.each<{ [name: string]: string | string[] }>([{ limit: '1e1' }, { limit: '0x10' }, { limit: '' }, { limit: ' 1' }, { limit: '99999999999999999' }, { limit: ['1', '2'] }, { open: '1' }, { text: ['a', 'b'] }, { unknown: '1' }, { constructor: 'x' }, { year: 'x' }, { limit: '0' }])(
    'is refused as %j', (query) => {
      expect(refusal(() => checkedQuery(ListQuery, query)).code).toBe('request_invalid');
    });
});

enum Grade { Low = 1, High = 2 }

describe('a DTO class', () => {
  const dto = (...decorators: PropertyDecorator[]): Dto => {
    class Sample {}
    for (const decorate of decorators) decorate(Sample.prototype, 'field');
    return Sample;
  };
  it.each<[string, Dto, string]>([
    ['without decorators', class Nothing {}, 'Nothing has no class-validator decorators'],
    ['with a decorator that has no schema', dto(IsEmail()), 'Sample.field: the decorator "isEmail" has no schema'],
    ['with @IsNotEmpty, which takes any type', dto(IsNotEmpty()), '"isNotEmpty" has no schema'],
    ['with @ValidateIf', dto(ValidateIf(() => true), IsInt()), '@ValidateIf cannot be said'],
    ['with groups', dto(IsInt({ groups: ['a'] })), 'groups, always and validateIf'],
    ['with options that cannot be said', dto(IsNumber({ maxDecimalPlaces: 2 })), 'options of "isNumber"'],
    ['with a numeric enum, whose names class-validator takes too', dto(IsEnum(Grade)), 'options of "isEnum"'],
    ['with a pattern that has flags', dto(IsString(), MaxLength(3), Matches(/a/i)), 'options of "matches"'],
    ['with two patterns', dto(MaxLength(3), Matches(/a/), Matches(/b/)), 'two decorators say "pattern"'],
    ['with two lower limits', dto(Length(1, 3), MinLength(2)), 'two decorators say "minLength"'],
    ['that says integer and number', dto(IsInt(), IsNumber()), 'two decorators say "type"'],
    ['with a bound and no type', dto(Min(1)), 'do not say its type'],
    ['with a bound on a text', dto(IsString(), MaxLength(3), Min(1)), 'a bound without @IsInt()'],
    ['with a text without limit', dto(IsString()), 'a text needs a limit'],
    ['with a pattern as the only limit', dto(IsString(), Matches(/a/)), 'a text needs a limit'],
    ['with a list without limit', dto(IsArray(), IsInt({ each: true })), 'a list needs @ArrayMaxSize'],
    ['with a list of anything', dto(IsArray(), ArrayMaxSize(3)), 'say what the list holds'],
    ['with each and no list', dto(IsInt({ each: true })), 'add @IsArray()'],
    ['with a nested class in the bare way', dto(ValidateNested(), Type(() => LinePart)), 'use @Part'],
    ['with a nested list in the bare way', dto(IsArray(), ArrayMaxSize(3), ValidateNested({ each: true }), Type(() => LinePart)), 'use @ListOf'],
    ['with a nested class that is not named', dto(ValidateNested()), 'say what it holds with @Part'],
    ['with unique objects', dto(ListOf(() => LinePart, { min: 0, max: 3 }), ArrayUnique()), '@ArrayUnique on objects'],
  ])('%s is refused at the start', (_, sample, message) => {
    expect(() => validated(sample)).toThrow(message);
  });

  it('whose part cannot be compiled is refused too', () => {
    class Inner { @IsEmail() mail!: string; }
    class Outer { @Part(() => Inner) inner!: Inner; }
    expect(() => validated(Outer)).toThrow('Inner.mail');
  });

  it('says exactly its decorators in JSON Schema', () => {
    expect(schemaOf(LinePart).schema).toEqual({
      type: 'object',
      properties: { sku: { type: 'string', minLength: 1, maxLength: 64, pattern: expect.any(String), format: 'id' }, quantity: { type: 'integer', minimum: 1, maximum: 999 } },
      required: ['sku', 'quantity'], additionalProperties: false,
    });
  });
});
