import type { FactType } from './facts';
import { GOOD_FACTS } from './good-facts.fixture';

/** For tests of every door: a fact that is refused before anything is asked of the log. */
export interface BadFact {
  readonly name: string;
  /** The message as JSON gives it. */
  readonly json: unknown;
  /** Of a bad shape `required`, `unknown`, or `invalid` for whatever else is wrong with the field. */
  readonly code: string;
  /** JSON pointer to the field at fault from the fact's root. */
  readonly field: string;
}

type Change = (fact: Json) => void;
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- bent out of shape on purpose
type Json = any;

const bad = (code: string) => (type: FactType, field: string, name: string, change: Change): BadFact => {
  const json: Json = JSON.parse(JSON.stringify(GOOD_FACTS[type]));
  change(json);
  return { name: `${type}: ${name}`, json, code, field: `/${field.replaceAll('.', '/')}` };
};
const missing = (type: FactType, field: string) => bad('required')(type, field, `${field} is missing`, (fact) => void leave(fact, field));
const unknown = (type: FactType, field: string, value: unknown) => bad('unknown')(type, field, `${field} is unknown`, (fact) => set(fact, field, value));
const wrong = (type: FactType, field: string, value: unknown) => {
  const shown = JSON.stringify(value);
  return bad('invalid')(type, field, `${field} is ${shown.length > 50 ? `${shown.slice(0, 40)}… (${shown.length})` : shown}`, (fact) => set(fact, field, value));
};

function parent(fact: Json, field: string): [Json, string] {
  const path = field.split('.');
  const last = path.pop()!;
  return [path.reduce((value, key) => value[key], fact), last];
}
function set(fact: Json, field: string, value: unknown): void {
  const [object, key] = parent(fact, field);
  object[key] = value;
}
function leave(fact: Json, field: string): void {
  const [object, key] = parent(fact, field);
  delete object[key];
}

const line = GOOD_FACTS['order.placed'].data.order.lines[1]!;
const lines = (count: number) => Array.from({ length: count }, (_, i) => ({ ...line, lineId: `l${i}` }));

/** Refused by shape: by the classes of `FACT_DTOS` and by the validators compiled from them. */
export const badFacts = (): readonly BadFact[] => [
  missing('order.placed', 'factId'),
  wrong('order.placed', 'factId', ''),
  wrong('order.placed', 'factId', 'two words'),
  wrong('order.placed', 'factId', 'x'.repeat(201)),
  wrong('order.placed', 'factId', 17),
  missing('order.placed', 'type'),
  wrong('order.placed', 'type', 'order.shipped'),
  wrong('order.placed', 'type', 'order.placed.v1'),
  missing('order.placed', 'occurredAt'),
  wrong('order.placed', 'occurredAt', '2026-03-01'),
  wrong('order.placed', 'occurredAt', '2026-03-01T10:00:00'),
  wrong('order.placed', 'occurredAt', '2026-03-01 10:00:00Z'),
  wrong('order.placed', 'occurredAt', 1_772_000_000),
  missing('order.placed', 'data'),
  wrong('order.placed', 'data', 'order'),
  wrong('order.placed', 'data', null),
  unknown('order.placed', 'source', 'webshop'),
  missing('order.placed', 'data.order'),
  wrong('order.placed', 'data.order', 'A-1001'),
  wrong('order.placed', 'data.order', null),
  unknown('order.placed', 'data.paid', true),
  missing('order.placed', 'data.order.shop'),
  wrong('order.placed', 'data.order.shop', 'main.shop'),
  missing('order.placed', 'data.order.orderId'),
  wrong('order.placed', 'data.order.orderId', ' A-1001'),
  wrong('order.placed', 'data.order.orderId', 'A-1001 '),
  wrong('order.placed', 'data.order.orderId', 'הזמנה-7'),
  wrong('order.placed', 'data.order.orderId', 'A'.repeat(65)),
  wrong('order.placed', 'data.order.orderId', 'A\n1'),
  wrong('order.placed', 'data.order.memberId', 'jane.doe@example.com'),
  wrong('order.placed', 'data.order.memberId', null),
  missing('order.placed', 'data.order.currency'),
  wrong('order.placed', 'data.order.currency', 'ils'),
  wrong('order.placed', 'data.order.currency', 'ILS '),
  missing('order.placed', 'data.order.placedAt'),
  wrong('order.placed', 'data.order.placedAt', 'yesterday'),
  missing('order.placed', 'data.order.taxMode'),
  wrong('order.placed', 'data.order.taxMode', 'none'),
  missing('order.placed', 'data.order.channel'),
  wrong('order.placed', 'data.order.couponCodes', 'SPRING-7K'),
  wrong('order.placed', 'data.order.couponCodes', Array.from({ length: 201 }, (_, i) => `C${i}`)),
  wrong('order.placed', 'data.order.couponCodes', ['OK', '']),
  unknown('order.placed', 'data.order.email', 'jane@example.com'),
  unknown('order.placed', 'data.order.customer', { name: 'Jane' }),
  missing('order.placed', 'data.order.lines'),
  wrong('order.placed', 'data.order.lines', []),
  wrong('order.placed', 'data.order.lines', 'none'),
  wrong('order.placed', 'data.order.lines', lines(1_001)),
  wrong('order.placed', 'data.order.lines.1', 'cup'),
  wrong('order.placed', 'data.order.lines.1', []),
  wrong('order.placed', 'data.order.lines.1', null),
  wrong('order.placed', 'data.order.taxMode', ['gross']),
  missing('order.placed', 'data.order.lines.0.lineId'),
  missing('order.placed', 'data.order.lines.1.sku'),
  missing('order.placed', 'data.order.lines.1.quantity'),
  wrong('order.placed', 'data.order.lines.1.quantity', 0),
  wrong('order.placed', 'data.order.lines.1.quantity', 0.25),
  wrong('order.placed', 'data.order.lines.1.quantity', '2'),
  wrong('order.placed', 'data.order.lines.1.quantity', 1_000_000_001),
  missing('order.placed', 'data.order.lines.0.unitPriceMinor'),
  wrong('order.placed', 'data.order.lines.0.unitPriceMinor', -1),
  wrong('order.placed', 'data.order.lines.0.unitPriceMinor', 10.5),
  wrong('order.placed', 'data.order.lines.0.unitPriceMinor', 1_000_000_000_000_000),
  wrong('order.placed', 'data.order.lines.0.discountMinor', -5),
  wrong('order.placed', 'data.order.lines.0.taxMinor', '4.36'),
  wrong('order.placed', 'data.order.lines.0.categories', 'Tea'),
  wrong('order.placed', 'data.order.lines.0.categories', Array.from({ length: 21 }, (_, i) => `c${i}`)),
  wrong('order.placed', 'data.order.lines.0.categories', ['a\u0000b']),
  wrong('order.placed', 'data.order.lines.0.brand', ''),
  wrong('order.placed', 'data.order.lines.0.onSale', 'yes'),
  unknown('order.placed', 'data.order.lines.0.amountMinor', 2999),
  unknown('order.placed', 'data.order.lines.0.price', 10.0),
  wrong('order.placed', 'data.order.shipping', Array.from({ length: 21 }, () => ({ method: 'courier', amountMinor: 0 }))),
  missing('order.placed', 'data.order.shipping.0.method'),
  wrong('order.placed', 'data.order.shipping.0.amountMinor', -100),
  unknown('order.placed', 'data.order.shipping.0.address', 'Dizengoff 1'),
  missing('order.paid', 'data.order'),
  missing('order.fulfilled', 'data.orderId'),
  unknown('order.fulfilled', 'data.trackingNumber', 'X1'),
  wrong('order.cancelled', 'data.reasonCode', 'the customer, Jane, changed her mind'),
  missing('order.refunded', 'data.refundId'),
  missing('order.refunded', 'data.currency'),
  wrong('order.refunded', 'data.lines', []),
  missing('order.refunded', 'data.lines.0.lineId'),
  wrong('order.refunded', 'data.lines.0.quantity', 0),
  wrong('order.refunded', 'data.lines.0.amountMinor', -1),
  wrong('order.refunded', 'data.shippingMinor', 0),
  wrong('order.refunded', 'data.amountMinor', 0.5),
  missing('cart.updated', 'data.cartId'),
  missing('cart.updated', 'data.lines'),
  wrong('cart.updated', 'data.lines.0.quantity', -1),
  unknown('cart.updated', 'data.email', 'jane@example.com'),
  missing('cart.abandoned', 'data.shop'),
  missing('customer.registered', 'data.memberId'),
  unknown('customer.registered', 'data.email', 'jane@example.com'),
  unknown('customer.registered', 'data.phone', '+972501234567'),
  unknown('customer.registered', 'data.attributes.name', 'Jane'),
  unknown('customer.registered', 'data.attributes.birthday', '1990-01-01'),
  wrong('customer.registered', 'data.attributes.country', 'ISR'),
  wrong('customer.registered', 'data.attributes.language', 'Hebrew'),
  wrong('customer.registered', 'data.attributes.tags', ['lives in Haifa']),
  missing('customer.updated', 'data.attributes'),
  missing('activity.recorded', 'data.activityId'),
  wrong('activity.recorded', 'data.activity', 'wrote a review'),
  unknown('activity.recorded', 'data.text', 'Great tea! Jane'),
  missing('stock.changed', 'data.availableQuantity'),
  wrong('stock.changed', 'data.availableQuantity', 1.5),
  missing('product.changed', 'data.categories'),
  wrong('product.changed', 'data.unitCostMinor', -1),
];

const refused = (code: string, type: FactType, field: string, name: string, change: Change) => bad(code)(type, field, name, change);

/** Of the right shape, and impossible all the same: refused when commerce reads them. */
export const impossibleFacts = (): readonly BadFact[] => [
  refused('instant_invalid', 'order.placed', 'occurredAt', 'on 30 February', (fact) => set(fact, 'occurredAt', '2026-02-30T10:00:00Z')),
  refused('instant_invalid', 'order.placed', 'data.order.placedAt', 'placed at 25 o’clock', (fact) => set(fact, 'data.order.placedAt', '2026-03-01T25:00:00Z')),
  refused('currency_invalid', 'order.placed', 'data.order.currency', 'in no currency', (fact) => set(fact, 'data.order.currency', 'XXX')),
  refused('line_repeated', 'order.placed', 'data.order.lines.1.lineId', 'a line twice', (fact) => set(fact, 'data.order.lines.1.lineId', '1')),
  refused('discount_above_amount', 'order.placed', 'data.order.lines.0.discountMinor', 'a discount above the price', (fact) => set(fact, 'data.order.lines.0.discountMinor', 3001)),
  refused('tax_above_amount', 'order.placed', 'data.order.lines.0.taxMinor', 'more tax in it than it costs', (fact) => set(fact, 'data.order.lines.0.taxMinor', 3000)),
  refused('tax_above_amount', 'order.paid', 'data.order.shipping.0.taxMinor', 'more tax in shipping than it costs', (fact) => set(fact, 'data.order.shipping.0.taxMinor', 1501)),
  refused('amount_too_large', 'order.paid', 'data.order.lines.1', 'a line above every amount', (fact) => set(fact, 'data.order.lines.1', { ...line, quantity: 1_000_000_000, unitPriceMinor: 1_000_001 })),
  refused('amount_too_large', 'order.paid', 'data.order.lines.1', 'an order above every amount', (fact) => set(fact, 'data.order.lines.1.unitPriceMinor', 999_999_999_999_999)),
  refused('currency_invalid', 'order.refunded', 'data.currency', 'a refund in no currency', (fact) => set(fact, 'data.currency', 'ABC')),
  refused('refund_empty', 'order.refunded', 'data', 'nothing back', ({ data }) => { delete data.lines; delete data.shippingMinor; }),
  refused('refund_ambiguous', 'order.refunded', 'data.amountMinor', 'an amount beside lines', (fact) => set(fact, 'data.amountMinor', 100)),
  refused('refund_line_empty', 'order.refunded', 'data.lines.1', 'a line without units and money', (fact) => leave(fact, 'data.lines.1.quantity')),
  refused('refund_line_empty', 'order.refunded', 'data.lines.0', 'no units and no money', (fact) => set(fact, 'data.lines.0', { lineId: '1', amountMinor: 0 })),
  refused('line_repeated', 'order.refunded', 'data.lines.1.lineId', 'a line refunded twice at once', (fact) => set(fact, 'data.lines.1.lineId', '1')),
  refused('currency_invalid', 'cart.updated', 'data.currency', 'a cart in no currency', (fact) => set(fact, 'data.currency', 'ZZZ')),
  refused('currency_missing', 'product.changed', 'data.currency', 'a cost without a currency', (fact) => leave(fact, 'data.currency')),
];
