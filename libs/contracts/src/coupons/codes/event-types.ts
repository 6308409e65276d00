import type { CouponBatchEvent } from './batch-events';
import type { CouponBookEvent, CouponShelfFilled } from './book-events';
import type { CouponEvent, CouponHolderEvent } from './coupon-events';

/** The categories of the streams of codes. */
export const CODE_CATEGORIES = ['coupon', 'couponHolder', 'couponBatch', 'couponShelf', 'couponCodeBook'] as const;
export type CodeCategory = (typeof CODE_CATEGORIES)[number];

/** Everything that stands on streams of codes, besides the uses of each code. */
export type CodeEvent = CouponEvent | CouponHolderEvent | CouponBatchEvent | CouponShelfFilled | CouponBookEvent;

/**
 * On which streams each event of codes may stand. The compiler holds the list against the events: none missing, none made
 * up.
 */
export const CODE_EVENTS: Readonly<Record<CodeEvent['type'], readonly CodeCategory[]>> = {
  'coupon.assigned.v1': ['coupon'],
  'coupon.disabled.v1': ['coupon'],
  'coupon.enabled.v1': ['coupon'],
  'coupon.holder.disabled.v1': ['couponHolder'],
  'coupon.holder.enabled.v1': ['couponHolder'],
  'coupon.batch.generated.v1': ['couponBatch'],
  'coupon.batch.opened.v1': ['couponBatch'],
  'coupon.batch.imported.v1': ['couponBatch'],
  'coupon.batch.issued.v1': ['couponBatch'],
  'coupon.batch.disabled.v1': ['couponBatch'],
  'coupon.batch.enabled.v1': ['couponBatch'],
  'coupon.shelf.filled.v1': ['couponShelf'],
  'coupon.batch.entered.v1': ['couponCodeBook'],
  'coupon.codes.shared.v1': ['couponCodeBook'],
  'coupon.shapes.taken.v1': ['couponCodeBook'],
};
