import type { BatchTerms, CodeFormat, CodeRange, CouponBatchEvent, CouponBatchImported } from '@loyalty/contracts';
import { conflict, memoized, notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { assertTerms } from './assert-terms';
import { NO_BATCH, type BatchState } from './batch-state';
import { decideIssue, evolveIssued } from './issue-serial';

export type BatchCommand =
  | { readonly kind: 'generate'; readonly terms: BatchTerms; readonly format: CodeFormat; readonly range: CodeRange; readonly at: Instant }
  | { readonly kind: 'open'; readonly terms: BatchTerms; readonly at: Instant }
  | { readonly kind: 'import'; readonly told: Omit<CouponBatchImported['data'], 'batchId'>; readonly at: Instant }
  /** `passed`: serials that the one who asks found to be taken. */
  | { readonly kind: 'issue'; readonly serial: number; readonly passed: readonly number[]; readonly at: Instant }
  | { readonly kind: 'disable' | 'enable'; readonly reasonCode: string; readonly at: Instant };

/**
 * @throws conflict `batch_exists`; not_found `batch_unknown`; validation `batch_invalid`, `amount_invalid`; state
 * `batch_not_generated`, `batch_not_imported`, `batch_disabled`, `batch_ended`, `batch_exhausted`, `serial_issued`
 */
export const batch: Decider<BatchState, BatchCommand, CouponBatchEvent> = {
  initial: NO_BATCH,
  stateVersion: 1,
  decide(command, state) {
    const { at } = command;
    switch (command.kind) {
      case 'generate':
        assertNew(state, command.terms);
        return [{ type: 'coupon.batch.generated.v1', effectiveAt: at, data: { ...command.terms, format: command.format, range: command.range } }];
      case 'open':
        assertNew(state, command.terms);
        return [{ type: 'coupon.batch.opened.v1', effectiveAt: at, data: command.terms }];
      case 'import': {
        const { batchId } = assertImportable(state);
        return [{ type: 'coupon.batch.imported.v1', effectiveAt: at, data: { batchId, ...command.told } }];
      }
      case 'issue':
        return decideIssue(command, state, knownBatch(state));
      case 'disable':
      case 'enable': {
        const { batchId } = knownBatch(state);
        const type = command.kind === 'disable' ? 'coupon.batch.disabled.v1' : 'coupon.batch.enabled.v1';
        return (state.disabled !== undefined) === (command.kind === 'disable') ? [] : [{ type, effectiveAt: at, data: { batchId, reasonCode: command.reasonCode } }];
      }
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'coupon.batch.generated.v1': {
        const { format, range, ...terms } = event.data;
        return { ...state, terms, generated: { format, range }, createdAt: event.effectiveAt };
      }
      case 'coupon.batch.opened.v1':
        return { ...state, terms: event.data, createdAt: event.effectiveAt };
      case 'coupon.batch.imported.v1':
        return { ...state, imported: { files: state.imported.files + 1, codes: state.imported.codes + event.data.added } };
      case 'coupon.batch.issued.v1':
        return { ...state, issued: evolveIssued(state.issued, event.data) };
      case 'coupon.batch.disabled.v1':
        return { ...state, disabled: event.data.reasonCode };
      case 'coupon.batch.enabled.v1': {
        const { disabled: _, ...enabled } = state;
        return enabled;
      }
    }
  },
};

export type BatchStream = StreamOf<BatchState, BatchCommand, CouponBatchEvent>;

export const batchStream = memoized((batchId): BatchStream => ({ name: streamName('couponBatch', batchId), decider: batch }));

/** The batch's terms; throws `batch_unknown`. */
export function knownBatch({ terms }: BatchState): BatchTerms {
  if (terms === undefined) throw notFound('batch_unknown', 'There is no such batch', {});
  return terms;
}

/** Refuses foreign codes for a batch that makes its own. @throws not_found `batch_unknown`, state `batch_not_imported` */
export function assertImportable(state: BatchState): BatchTerms {
  const terms = knownBatch(state);
  if (state.generated !== undefined) throw rejected('batch_not_imported', 'This batch makes its own codes', { batchId: terms.batchId });
  return terms;
}

function assertNew(state: BatchState, terms: BatchTerms): void {
  if (state.terms !== undefined) throw conflict('batch_exists', 'There is such a batch already', { batchId: terms.batchId });
  assertTerms(terms);
}
