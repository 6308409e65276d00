/** Facts in one request. */
export const FACTS_PER_BATCH_MAX = 1_000;
/** Characters of one fact as canonical JSON: with all that is added to it, it must still fit into one event of the log. */
export const FACT_LENGTH_MAX = 512 * 1024;
/** How far ahead of the log's clock a fact may have occurred: room for clocks that disagree, none for facts of next week. */
export const FACT_AHEAD_MAX_MS = 24 * 60 * 60 * 1000;

export const LINES_PER_ORDER_MAX = 1_000;
export const SHIPPING_PER_ORDER_MAX = 20;
export const COUPON_CODES_PER_ORDER_MAX = 200;
export const CATEGORIES_PER_LINE_MAX = 20;
export const TAGS_PER_CUSTOMER_MAX = 100;
export const QUANTITY_MAX = 1_000_000_000;

export const REFUNDS_PER_ORDER_MAX = 1_000;
export const STORES_PER_SKU_MAX = 1_000;
/** Contradictions that one stream keeps for an operator; one more is rejected with `parked_limit`. */
export const PARKED_PER_STREAM_MAX = 20;
/** Facts of one order that came before what they build on; one more is rejected with `waiting_limit`. */
export const WAITING_PER_ORDER_MAX = 50;

/** Nothing happened to a cart for so long: it is abandoned, unless configured otherwise. */
export const CART_IDLE_MS_DEFAULT = 60 * 60 * 1000;
