import * as fc from 'fast-check';
import { FACT_DTOS, FACT_TYPES, FactBatchDto, FactDto, GOOD_FACTS } from '@loyalty/contracts';
import { compiled, type Dto } from '@loyalty/platform';
import { sameVerdict } from '@loyalty/platform/testing';
import { CartsQuery, OrdersQuery, ParkedQuery, ProductsQuery, ShopPath } from './commerce-queries';
import { DISCARD, FACTS, RETRY } from './examples';
import { DiscardParkedDto, RetryParkedDto } from './parked.dto';

const ALL = Object.values(GOOD_FACTS);

const CASES: readonly (readonly [string, Dto, readonly unknown[]])[] = [
  ...FACT_TYPES.map((type) => [`the data of ${type}`, FACT_DTOS[type], [GOOD_FACTS[type].data]] as const),
  ['a fact', FactDto, ALL],
  ['a batch of facts', FactBatchDto, [FACTS, { facts: ALL }]],
  ['a retry', RetryParkedDto, [RETRY, { ...RETRY, corrected: ALL[0] }]],
  ['a discard', DiscardParkedDto, [DISCARD]],
  ['a question for orders', OrdersQuery, [{}, { limit: 1, cursor: 'abc', shop: 'main', memberId: 'm', status: 'paid' }]],
  ['a question for carts', CartsQuery, [{ status: 'checked_out' }]],
  ['a question for parked facts', ParkedQuery, [{ status: 'waiting' }]],
  ['a question for products', ProductsQuery, [{ sku: 'TEA 12.5' }]],
  ['a path', ShopPath, [{ shop: 'main', id: 'cart/77' }]],
];

describe('the compiled validator and class-validator', () => {
  it.each(CASES)('agree on %s', (_, dto, bodies) => {
    fc.assert(sameVerdict(dto, fc.constantFrom(...bodies)), { numRuns: 400 });
  });

  it.each(CASES)('both take the good ones of %s, so that the property is not empty', (_, dto, bodies) => {
    for (const body of bodies) expect([compiled(dto).valid(body), body]).toEqual([true, body]);
  });
});
