import type { BatchTerms, CouponBatchIssued } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import type { BatchCommand } from './batch';
import type { BatchState, IssuedSerials } from './batch-state';

type Issue = Extract<BatchCommand, { kind: 'issue' }>;

/** Serials that were overtaken and are still remembered. */
const LEFT_MAX = 1_000;

/** Gives one serial away, in any order, and each once. */
export function decideIssue({ serial, passed, at }: Issue, state: BatchState, { batchId, validUntil }: BatchTerms): readonly CouponBatchIssued[] {
  const { generated, issued, disabled } = state;
  if (generated === undefined) throw rejected('batch_not_generated', 'Codes of this batch were imported: assign one of them', { batchId });
  if (disabled !== undefined) throw rejected('batch_disabled', 'No code of this batch can be used', { batchId, reasonCode: disabled });
  if (validUntil !== undefined && validUntil <= at) throw rejected('batch_ended', 'The codes of this batch can no longer be used', { batchId, validUntil });
  if (serial > generated.range.size) throw rejected('batch_exhausted', 'Every code of this batch is given away', { batchId, size: generated.range.size });
  if (!isLeft(issued, serial)) throw rejected('serial_issued', 'This code of the batch is given away', { batchId, serial });
  return [{ type: 'coupon.batch.issued.v1', effectiveAt: at, data: { batchId, serial, ...(passed.length === 0 ? {} : { passed }) } }];
}

export function isLeft({ next, left }: IssuedSerials, serial: number): boolean {
  return serial >= next || left.includes(serial);
}

export function evolveIssued({ count, next, left }: IssuedSerials, { serial, passed = [] }: CouponBatchIssued['data']): IssuedSerials {
  const gone = new Set([serial, ...passed]);
  const oldest = Math.max(next, serial - LEFT_MAX);
  const overtaken = Array.from({ length: Math.max(serial - oldest, 0) }, (_, i) => oldest + i);
  const rest = left.length === 0 && overtaken.length === 0 ? left : [...left, ...overtaken].filter((one) => !gone.has(one)).slice(-LEFT_MAX);
  return { count: count + 1, next: Math.max(next, serial + 1), left: rest };
}
