/** What one evaluation takes. Campaigns are those that the basket, member and codes bring into question. */
export const EVALUATION_LINES_MAX = 1_000;
export const EVALUATION_SHIPPING_MAX = 20;
export const EVALUATION_CAMPAIGNS_MAX = 200;
export const EVALUATION_CODES_MAX = 50;

/** What one campaign may hold. */
export const CONDITIONS_PER_CAMPAIGN_MAX = 50;
export const EFFECTS_PER_CAMPAIGN_MAX = 20;
export const LIMITS_PER_CAMPAIGN_MAX = 20;
export const SELECTED_VALUES_MAX = 20_000;
export const STEPS_MAX = 100;
export const VARIANTS_PER_CAMPAIGN_MAX = 20;

/** Campaigns that are published and neither paused nor ended. */
export const LIVE_CAMPAIGNS_MAX = 10_000;
/** The longest hold: a day. */
export const HOLD_SECONDS_MAX = 86_400;
/** Where neither the request nor a campaign says. */
export const HOLD_SECONDS_DEFAULT = 900;
