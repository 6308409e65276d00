import { sha256Hex } from '@loyalty/kernel';

/** An escaped part that is longer is replaced by its hash: two parts and their category stay under 200 characters. */
const PART_LENGTH_MAX = 90;
const PLAIN = /^[A-Za-z0-9_@:-]*$/;
const TO_ESCAPE = /[^A-Za-z0-9_@:-]/gu;

/**
 * An id as a part of a stream's name. Letters, digits and `_ @ : -` stand for themselves; every other character, `~` and
 * `.` among them, becomes `~` and two hex digits for each byte of its UTF-8. What is then longer than 90 characters
 * becomes `~~` and the first 32 hex digits of the SHA-256 of the id: no escaped id has two `~` in a row, so nothing meets
 * it. `12.5 kg` is `12~2e5~20kg`. The id itself stands in the events; nobody has to turn a part back.
 */
export function streamPart(id: string): string {
  if (id.length <= PART_LENGTH_MAX && PLAIN.test(id)) return id;
  const escaped = id.replace(TO_ESCAPE, escape);
  return escaped.length <= PART_LENGTH_MAX ? escaped : `~~${sha256Hex(id).slice(0, 32)}`;
}

function escape(character: string): string {
  return Array.from(Buffer.from(character), (byte) => `~${byte.toString(16).padStart(2, '0')}`).join('');
}

const named = (category: string, shop: string, id: string) => `${category}-${streamPart(shop)}.${streamPart(id)}`;

/** The categories of commerce's streams. */
export const COMMERCE_CATEGORIES = ['order', 'cart', 'customer', 'activity', 'sku'] as const;
export type CommerceCategory = (typeof COMMERCE_CATEGORIES)[number];

export const orderStream = (shop: string, orderId: string) => named('order', shop, orderId);
export const cartStream = (shop: string, cartId: string) => named('cart', shop, cartId);
export const customerStream = (shop: string, memberId: string) => named('customer', shop, memberId);
export const skuStream = (shop: string, sku: string) => named('sku', shop, sku);
/**
 * One stream an activity, not a member: that an activity was seen before is then known for ever at no cost, where a
 * member's stream would have to remember all activities of a life or forget the oldest.
 */
export const activityStream = (shop: string, activityId: string) => named('activity', shop, activityId);
