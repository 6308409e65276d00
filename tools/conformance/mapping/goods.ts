import type { BasketLine, BasketShipping, BasketTax } from '@loyalty/contracts';
import type { Amounts } from '../amounts';
import { list, texts, words, type Case } from '../case';
import type { GroupProfile } from '../profiles';
import { toPpm } from '../amounts';

type Row = readonly [string, number, unknown];

/** The lines of a case, however it states them; symbols such as `L` stand for any amount. */
export function linesOf(one: Case, amounts: Amounts, profile: GroupProfile): BasketLine[] {
  const ctx = words(one['ctx']);
  const reduced = [ctx['catalogDiscounted'], ctx['onSale'], ctx['alreadyDiscounted']].flatMap(texts);
  const floors = words(one['floor']);
  return rowsOf(one, profile).map(([id, quantity, price], i): BasketLine => {
    const sku = String(id);
    const brand = /^brand(.+)$/.exec(sku)?.[1];
    const floor = typeof one['floor'] === 'number' ? one['floor'] : floors[sku];
    const unitPriceMinor = amounts.toMinor(typeof price === 'string' ? SYMBOL : price);
    const manual = one['manualLineTotal'];
    return {
      lineId: sku, sku, quantity, unitPriceMinor, onSale: reduced.includes(sku), categories: categoriesOf(sku, profile),
      ...(brand === undefined ? {} : { brand }),
      ...(floor === undefined ? {} : { floorUnitPriceMinor: amounts.toMinor(floor) }),
      ...(manual === undefined || i > 0 ? {} : { discountMinor: unitPriceMinor * quantity - amounts.toMinor(manual) }),
      taxes: taxesOf(one['tax'] ?? profile.tax, sku, 'items', amounts),
    };
  });
}

/** What a symbol is taken for. */
export const SYMBOL = 10;

function rowsOf(one: Case, { order = [['item', 1, 100]] }: GroupProfile): readonly Row[] {
  const cart = one['cart'];
  if (Array.isArray(cart)) return cart as Row[];
  // Several addresses are one basket whose lines follow one another.
  if (cart !== undefined) return Object.values(words(cart)).flatMap((rows) => rows as Row[]);
  if (Array.isArray(one['lines'])) return (one['lines'] as unknown[]).map((price, i): Row => [`l${i + 1}`, 1, price]);
  if (words(one['upgrade'])['to'] !== undefined) return [['new', 1, words(one['upgrade'])['to']]];
  if (one['shipping'] !== undefined) return [];
  if (one['effect'] !== undefined) return order;
  for (const word of ['price', 'line', 'subtotal', 'order', 'amount']) if (['number', 'string'].includes(typeof one[word])) return [['item', Number(one['qty'] ?? 1), one[word]]];
  if (one['qty'] !== undefined) return [['item', Number(one['qty']), 100]];
  return order;
}

/** The categories that an article's name tells: itself, its plural, and itself without a number behind. */
function categoriesOf(sku: string, { categories = {} }: GroupProfile): string[] {
  const bare = sku.replace(/\d+$/, '');
  return [...new Set([sku, bare, `${bare}s`, `${bare}es`, ...(categories[sku] ?? [])])].filter((name) => name.length > 0);
}

/** Shipping charges: one amount, one by method, a gross or a net one. What is empty is not sent. */
export function shippingOf(one: Case, amounts: Amounts): BasketShipping[] {
  const ship = one['ship'] ?? one['shipping'];
  if (ship === undefined || (Array.isArray(one['cart']) && one['cart'].length === 0)) return [];
  const charges = typeof ship === 'number' ? { shipping: ship } : words(ship);
  return Object.entries(charges).map(([method, amount]) => ({ method, amountMinor: amounts.toMinor(amount), taxes: taxesOf(words(one['tax'])['shipping'] === undefined && !['gross', 'net'].includes(method) ? undefined : one['tax'], method, 'shipping', amounts) }));
}

/** The taxes of a line: one for all, one for goods and one for shipping, or one by article. */
export function taxesOf(tax: unknown, id: string, kind: 'items' | 'shipping', amounts: Amounts): BasketTax[] {
  if (tax === undefined || tax === 'none') return [];
  if (typeof tax === 'number') return [rate(tax, false)];
  if (typeof tax === 'string') return tax.split('+').map((part) => taxIn(part.trim(), amounts));
  const { rate: percent, mode, ...by } = words(tax);
  if (percent !== undefined) return [rate(Number(percent), mode === 'inclusive')];
  return taxesOf(by[kind] ?? by[id], id, kind, amounts);
}

/** `15 excl`, `10 incl`, `fixed 10`. */
function taxIn(text: string, amounts: Amounts): BasketTax {
  const [first, second] = text.split(' ');
  if (first === 'fixed') return { kind: 'perUnit', amountMinor: amounts.toMinor(Number(second)) };
  return rate(Number(first), second === 'incl');
}

function rate(percent: number, included: boolean): BasketTax {
  return { kind: 'rate', ratePpm: toPpm(percent), included };
}

/** Articles that are out of stock say so in their name. */
export function stockOf(rules: readonly unknown[]): Record<string, number> {
  const gifts = rules.flatMap((rule) => ['gift', 'freeExtra', 'buyget'].flatMap((word) => list(words(rule)[word]))).map((gift) => String(words(gift)['get'] ?? words(gift)['sku'] ?? gift));
  return Object.fromEntries(gifts.map((sku) => [sku, /out.?of.?stock/i.test(sku) ? 0 : 1_000_000]));
}
