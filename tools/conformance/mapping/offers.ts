import type { BuyGet, CampaignEffect } from '@loyalty/contracts';
import { toPpm, type Amounts } from '../amounts';
import { texts, words, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { goodsNamed, targetOf } from './selecting';

/** Effects that are more than a price: buying and getting, gifts, coupons. */
export function offersOf(word: string, value: unknown, rule: Words, amounts: Amounts, profile: GroupProfile): CampaignEffect[] {
  switch (word) {
    case 'buyget': return [rule['autoAdd'] === true || words(value)['autoAdd'] === true ? added(words(value)) : buyGet(words(value), profile)];
    case 'buyXgetY': return [sameGoods(words(value))];
    case 'multibuy': return [multibuy(rule, amounts)];
    case 'freeExtra': return [freeExtra(words(value))];
    case 'gift': return [giftOrCredit(value, amounts)];
    case 'flexi': return [flexible(words(value), amounts)];
    case 'nextOrderCoupon': return [{ kind: 'issueCoupon', campaignId: 'next-order', quantity: 1 }];
    default: throw new Error(`the word "${word}" is not understood`);
  }
}

/** Of the same goods the cheapest units are got, of other goods the dearest. */
function buyGet(offer: Words, { buyGet: ways }: GroupProfile): BuyGet {
  const same = JSON.stringify(offer['buy']) === JSON.stringify(offer['get']);
  const most = offer['max'] ?? offer['maxUnits'];
  return {
    kind: 'buyGet', ppm: offer['pct'] === undefined ? 1_000_000 : toPpm(offer['pct']), take: same ? 'cheapest' : 'dearest',
    buy: { items: goodsNamed(offer['buy']), quantity: Number(offer['min'] ?? 1) },
    get: { items: goodsNamed(offer['get']), quantity: Number(offer['applyTo'] ?? offer['reward'] ?? 1) },
    ...(ways.once ? { mostApplications: 1 } : {}),
    ...(ways.incomplete ? { incomplete: true } : {}),
    ...(ways.overlap ? { overlap: true } : {}),
    ...(most === undefined ? {} : { mostUnits: Number(most) }),
  };
}

/** What is got is put into the basket, instead of being there. */
function added({ buy, min, get, reward, applyTo }: Words): CampaignEffect {
  return { kind: 'gift', sku: String(get), quantity: Number(reward ?? applyTo ?? 1), per: { items: goodsNamed(buy), quantity: Number(min ?? 1) } };
}

/** Of one line, what exceeds `x` in the last group is free as well. */
function sameGoods({ x, y }: Words): BuyGet {
  return { kind: 'buyGet', ppm: 1_000_000, take: 'cheapest', buy: { items: {}, quantity: Number(x) }, get: { items: {}, quantity: Number(y) }, incomplete: true, sameLine: true };
}

/** The cheapest of so many is free, once unless it says how often; bound to an amount instead, one unit is. */
function multibuy(rule: Words, amounts: Amounts): CampaignEffect {
  const count = words(rule['when'])['count'];
  if (count === undefined) return { kind: 'percentOff', ppm: 1_000_000, target: targetOf(rule, amounts) };
  const items = goodsNamed(rule['only']);
  return { kind: 'buyGet', ppm: 1_000_000, take: 'cheapest', buy: { items, quantity: Number(count) - 1 }, get: { items, quantity: 1 }, mostApplications: Number(rule['maxApplications'] ?? 1) };
}

function freeExtra({ per, sku, free, get }: Words): CampaignEffect {
  return { kind: 'gift', sku: String(get ?? sku), quantity: Number(free ?? 1), per: { items: goodsNamed(sku), quantity: Number(per) } };
}

/** An article, or a credit of so much. */
function giftOrCredit(value: unknown, amounts: Amounts): CampaignEffect {
  if (typeof value === 'number') return { kind: 'amountOff', amounts: { [amounts.currency]: amounts.toMinor(value) }, per: 'order', target: { over: 'items' } };
  const { sku = value, price, qtyPer } = words(value);
  return {
    kind: 'gift', sku: String(sku), quantity: 1,
    ...(qtyPer === undefined ? {} : { per: { items: { skus: texts(qtyPer) }, quantity: 1 } }),
    ...(price === undefined ? {} : { value: { [amounts.currency]: amounts.toMinor(price) } }),
  };
}

function flexible({ first, additional, max }: Words, { currency, toMinor }: Amounts): CampaignEffect {
  const most = Number(max ?? 0);
  return { kind: 'firstAndNext', first: { [currency]: toMinor(first) }, next: { [currency]: toMinor(additional) }, ...(most > 0 ? { mostUnits: most } : {}), target: { over: 'items' } };
}
