import { CODE_CATEGORIES } from './codes/event-types';
import { ISSUING_CATEGORIES } from './issuing/event-types';

/** The categories of the streams of coupons. */
export const COUPONS_CATEGORIES = ['campaign', 'couponCatalogue', 'couponUse', 'redemption', 'couponAttempt', ...CODE_CATEGORIES, ...ISSUING_CATEGORIES] as const;
export type CouponsCategory = (typeof COUPONS_CATEGORIES)[number];
