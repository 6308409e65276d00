/** The client's id of a fact, which is the id of the command that records it: 1 to 200 characters of the id alphabet, `.` and `/`. */
export const FACT_ID = /^[A-Za-z0-9_\-:~@./]{1,200}$/;

/** An opaque id of ours (shop, member): the kernel's id. */
export const ID = /^[A-Za-z0-9_\-:~@]{1,64}$/;

/**
 * An id that the shop gave: orders, carts, skus, lines, refunds, coupon codes. 1 to 64 visible ASCII characters, spaces
 * only inside. ASCII, because two encodings of one letter would be two orders.
 */
export const SHOP_ID = /^[!-~](?:[ -~]{0,62}[!-~])?$/;

/** A word that programs compare: an activity, a reason, a channel, a tag. */
export const CODE = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;

/** A category or a brand as the shop writes it: 1 to 100 characters (UTF-16 units) of any script, none of them a control character. */
export const LABEL = /^[^\u0000-\u001f\u007f-\u009f]{1,100}$/;

/** ISO 4217 by shape; whether there is such a currency is checked with the fact. */
export const CURRENCY = /^[A-Z]{3}$/;
/** ISO 3166-1 alpha-2 by shape. */
export const COUNTRY = /^[A-Z]{2}$/;
/** BCP 47 by shape: `he`, `en-GB`, `zh-Hant`. */
export const LANGUAGE = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;

/** RFC 3339 with its offset by shape; whether there is such a day is checked with the fact. */
export const DATE_TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:[Zz]|[+-]\d\d:\d\d)$/;
