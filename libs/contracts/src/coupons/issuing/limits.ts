/** Issuing rules that have not ended. Each is asked about every paid order. */
export const ISSUING_RULES_MAX = 200;
/** The longest time, in days of 24 hours, that a rule looks back or lets its coupons last. */
export const ISSUING_DAYS_MAX = 3_660;
