import * as fc from 'fast-check';
import { CodeReasonDto, CreateBatchDto, GiveCodeDto } from '@loyalty/contracts';
import { compiled, type Dto } from '@loyalty/platform';
import { sameVerdict } from '@loyalty/platform/testing';
import { BATCH, GIFT, REASON } from './codes-examples';
import { BatchesQuery, ExportQuery, QrQuery, StandingQuery } from './codes-queries';

const AT = '2026-03-01T10:00:00.5+02:00';

const CASES: readonly (readonly [Dto, readonly unknown[]])[] = [
  [CreateBatchDto, [BATCH, { campaignId: 'a', kind: 'imported' }, { ...BATCH, format: { charset: 'digits', length: 4, groupOf: 0 }, daysAfterIssue: 3_660, usesPerCode: 1_000_000 }]],
  [GiveCodeDto, [GIFT, { memberId: 'a', reasonCode: 'b', source: { kind: 'rule', id: 'c' }, validFrom: AT, validUntil: AT, value: { amountMinor: 1, currency: 'EUR' } }]],
  [CodeReasonDto, [REASON]],
  [BatchesQuery, [{}, { limit: 200, cursor: '10', campaignId: 'a' }]],
  [ExportQuery, [{}, { from: 10_000_000 }]],
  [StandingQuery, [{}, { memberId: 'a' }]],
  [QrQuery, [{ seconds: 1 }]],
];

describe('the compiled validator and class-validator', () => {
  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('agree on every %s', (_, dto, bodies) => {
    fc.assert(sameVerdict(dto, fc.constantFrom(...bodies)), { numRuns: 400 });
  });

  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('both take the good ones of %s, so that the property is not empty', (_, dto, bodies) => {
    for (const body of bodies) expect([compiled(dto).valid(body), body]).toEqual([true, body]);
  });
});
