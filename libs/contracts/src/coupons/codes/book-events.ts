import type { Instant } from '@loyalty/kernel';
import type { CodeRange } from './batch-events';
import type { CodeCharset } from './format';

/** A batch and where its codes are to be found (stream `couponCodeBook-all`). */
export interface CouponBatchEntered {
  readonly type: 'coupon.batch.entered.v1';
  readonly effectiveAt: Instant;
  readonly data: {
    readonly batchId: string;
    readonly campaignId: string;
    /** Of a generated batch: its numbers, and the space that they belong to. */
    readonly range?: CodeRange & { readonly prefix: string; readonly charset: CodeCharset; readonly length: number };
  };
}

/** All codes that a campaign shares with everyone, in their canonical form; those of before are no longer. */
export interface CouponCodesShared {
  readonly type: 'coupon.codes.shared.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly campaignId: string; readonly codes: readonly string[] };
}

/** What foreign codes look like: so many characters, all beginning alike. */
export interface CodeShape {
  readonly length: number;
  readonly prefix: string;
}

/** Foreign codes of these shapes may stand on shelves from now on; no code space may make codes that look the same. */
export interface CouponShapesTaken {
  readonly type: 'coupon.shapes.taken.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly batchId: string; readonly shapes: readonly CodeShape[] };
}

/** Everything on the stream `couponCodeBook-all`. */
export type CouponBookEvent = CouponBatchEntered | CouponCodesShared | CouponShapesTaken;

/** Foreign codes of a batch, in their canonical form (stream `couponShelf-<n>`, by a hash of the code). */
export interface CouponShelfFilled {
  readonly type: 'coupon.shelf.filled.v1';
  readonly effectiveAt: Instant;
  readonly data: { readonly batchId: string; readonly campaignId: string; readonly codes: readonly string[] };
}
