import { IsArray, IsBoolean, IsEnum, IsIn, IsInt, IsISO8601, IsNumber, IsObject, IsOptional, IsPositive, IsString, IsUUID, ArrayMaxSize, ArrayUnique, Length, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import * as fc from 'fast-check';
import { fastVerdict, sameVerdict, slowVerdict } from '../testing/same-verdict';
import { ListOf, Part } from './parts';
import { IsId, IsInstant, IsLocalDate } from './text-rule';

enum Channel { Shop = 'shop', Web = 'web' }
const Grade = { Low: 1, High: 2 } as const;

class MoneyPart {
  @IsInt() @Min(0) @Max(1_000_000_000_000) amountMinor!: number;
  @IsString() @Length(3, 3) @Matches(/^[A-Z]{3}$/) currency!: string;
}
class LinePart {
  @IsId() sku!: string;
  @Min(1) @Max(999) @IsInt() quantity!: number;
  @Part(() => MoneyPart) price!: MoneyPart;
  @IsOptional() @IsArray() @ArrayMaxSize(3) @ArrayUnique() @IsString({ each: true }) @MaxLength(8, { each: true }) tags?: string[];
}
class BasketRequest {
  @IsId() accountId!: string;
  @IsInstant() at!: string;
  @IsEnum(Channel) channel!: Channel;
  @ListOf(() => LinePart, { min: 1, max: 3 }) lines!: LinePart[];
  @IsOptional() @Part(() => MoneyPart) shipping?: MoneyPart;
  @IsOptional() @IsBoolean() dryRun?: boolean;
  @IsOptional() @IsObject() attributes?: Record<string, unknown>;
}
class OddsRequest {
  @IsOptional() @IsNumber() rate?: number;
  @IsOptional() @IsNumber() @IsPositive() factor?: number;
  @IsOptional() @IsEnum(Grade) grade?: 1 | 2;
  @IsOptional() @IsIn([10, 20, 30]) step?: number;
  @IsOptional() @IsUUID() uuid?: string;
  @IsOptional() @IsISO8601() @MaxLength(40) when?: string;
  @IsOptional() @IsLocalDate() day?: string;
  @IsOptional() @IsString() @MinLength(2) @MaxLength(4) note?: string;
  @IsOptional() @IsArray() @ArrayMaxSize(4) @IsInt({ each: true }) @Min(0, { each: true }) numbers?: number[];
  @IsOptional() @IsArray() @ArrayMaxSize(2) @IsInstant({ each: true }) moments?: string[];
}
class InheritedRequest extends MoneyPart {
  @IsString() @Matches(/^.{1,3}$/) @MaxLength(10) code!: string;
}

const id = fc.stringMatching(/^[A-Za-z0-9_\-:~@]{1,10}$/);
const at = fc.date({ min: new Date('2000-01-01'), max: new Date('2050-01-01'), noInvalidDate: true }).map((date) => date.toISOString());
const day = at.map((text) => text.slice(0, 10));
const money = fc.record({ amountMinor: fc.nat(), currency: fc.constantFrom('EUR', 'ILS', 'JPY') });
const line = fc.record({ sku: id, quantity: fc.integer({ min: 1, max: 999 }), price: money, tags: fc.uniqueArray(fc.string({ maxLength: 8 }), { maxLength: 3 }) }, { requiredKeys: ['sku', 'quantity', 'price'] });
const basket = fc.record(
  { accountId: id, at, channel: fc.constantFrom('shop', 'web'), lines: fc.array(line, { minLength: 1, maxLength: 3 }), shipping: money, dryRun: fc.boolean(), attributes: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })) },
  { requiredKeys: ['accountId', 'at', 'channel', 'lines'] },
).filter((body) => !JSON.stringify(body).includes('__proto__'));
const odds = fc.record(
  {
    rate: fc.double({ noNaN: true, noDefaultInfinity: true }), factor: fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }), grade: fc.constantFrom(1, 2), step: fc.constantFrom(10, 20, 30), uuid: fc.uuid(),
    when: fc.oneof(at, day), day, note: fc.string({ unit: fc.constantFrom('a', '\ufe0f', '\u{1f44d}', 'é', '\ud800', '☀'), maxLength: 5 }), numbers: fc.array(fc.nat(), { maxLength: 4 }), moments: fc.array(at, { maxLength: 2 }),
  },
  { requiredKeys: [] },
);

describe('the compiled validator and class-validator', () => {
  it.each([
    ['a basket with nested lists', BasketRequest, basket, 3_000],
    ['rarer decorators', OddsRequest, odds, 3_000],
    ['an inherited class', InheritedRequest, fc.record({ amountMinor: fc.nat(), currency: fc.constant('EUR'), code: fc.string({ unit: fc.constantFrom('a', '\n', '\u{1f44d}', '\u2028'), maxLength: 4 }) }), 2_000],
    ['anything that is JSON', OddsRequest, fc.jsonValue(), 1_000],
  ])('agree on %s', (_, dto, bodies, numRuns) => {
    fc.assert(sameVerdict(dto, bodies as fc.Arbitrary<unknown>), { numRuns });
  });

  it('both take most of the valid bodies, so that the property is not empty', () => {
    for (const body of fc.sample(basket, 100)) {
      expect(fastVerdict(BasketRequest, JSON.stringify(body))).toBe(true);
      expect(slowVerdict(BasketRequest, JSON.stringify(body))).toBe(true);
    }
  });

  it.each([
    '{"factor":1e400}', '{"factor":-0}', '{"rate":1e308}', '{"numbers":[1e400]}', '{"numbers":[1.0]}', '{"numbers":"1"}', '{"numbers":{"0":1}}', '{"numbers":null}', '{"uuid":null}', '{"constructor":1}',
    '{"hasOwnProperty":1}', '{"note":"\\ud83d\\ude00\\ufe0f"}', '{"grade":"Low"}', '{"step":"10"}', '{"moments":["2026-02-29T00:00:00Z"]}', '[]', 'null', '"x"', '1', '{}', '[{}]',
  ])('agree on %s', (text) => {
    expect(fastVerdict(OddsRequest, text)).toBe(slowVerdict(OddsRequest, text));
  });
});
