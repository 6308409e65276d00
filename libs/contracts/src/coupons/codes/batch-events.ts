import type { Instant } from '@loyalty/kernel';
import type { CodeFormat } from './format';

/** What holds for every code of a batch. */
export interface BatchTerms {
  readonly batchId: string;
  readonly campaignId: string;
  /** How often each code can be used. */
  readonly usesPerCode: number;
  /** The codes can be used from this instant, and until the other. */
  readonly validFrom?: Instant;
  readonly validUntil?: Instant;
  /** A code that is assigned to a member is valid for so many days of 24 hours, unless the assignment says otherwise. */
  readonly daysAfterIssue?: number;
}

/** Where the codes of a generated batch lie: the numbers [first, first + size) of a code space. */
export interface CodeRange {
  /** `<canonical prefix>.<charset>.<length>`. */
  readonly spaceId: string;
  /** The first of the batch's numbers; the code of serial 1 is made from it. */
  readonly first: number;
  readonly size: number;
  /** Fingerprint of the key that the codes are made with; the key itself is not in the log. */
  readonly keyFingerprint: string;
}

/**
 * Codes that are made from their serial numbers when they are needed; none of them is stored (stream
 * `couponBatch-<batchId>`).
 */
export interface CouponBatchGenerated {
  readonly type: 'coupon.batch.generated.v1';
  readonly effectiveAt: Instant;
  readonly data: BatchTerms & { readonly format: CodeFormat; readonly range: CodeRange };
}

/** A batch for codes that somebody else made; they stand on shelves once they are imported. */
export interface CouponBatchOpened {
  readonly type: 'coupon.batch.opened.v1';
  readonly effectiveAt: Instant;
  readonly data: BatchTerms;
}

/** A file of foreign codes has been taken in whole. */
export interface CouponBatchImported {
  readonly type: 'coupon.batch.imported.v1';
  readonly effectiveAt: Instant;
  readonly data: {
    readonly batchId: string;
    /** SHA-256 of the file in hex. */
    readonly sha256: string;
    readonly lines: number;
    /** Codes that are new on this batch. */
    readonly added: number;
    /** Lines whose code stood before in the file, or stands on this batch already. */
    readonly duplicates: number;
    /** Lines whose code belongs to another batch or a campaign. */
    readonly taken: number;
    /** Lines that are no code. */
    readonly malformed: number;
  };
}

/** One of a batch's codes went to a member; `coupon.assigned.v1` on the code's own stream says which. */
export interface CouponBatchIssued {
  readonly type: 'coupon.batch.issued.v1';
  readonly effectiveAt: Instant;
  readonly data: {
    readonly batchId: string;
    /** From 1 to the batch's size. */
    readonly serial: number;
    /** Serials that were found to be taken one by one before, so that nobody looks at them again. */
    readonly passed?: readonly number[];
  };
}

/** No code of the batch can be used from now on; what is held or used stays so. */
export interface CouponBatchDisabled {
  readonly type: 'coupon.batch.disabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly batchId: string; readonly reasonCode: string };
}

export interface CouponBatchEnabled {
  readonly type: 'coupon.batch.enabled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly batchId: string; readonly reasonCode: string };
}

/** Everything on a stream `couponBatch-<batchId>`. */
export type CouponBatchEvent = CouponBatchGenerated | CouponBatchOpened | CouponBatchImported | CouponBatchIssued | CouponBatchDisabled | CouponBatchEnabled;
