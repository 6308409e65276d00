import type { AmountOff, AmountPerCurrency, CampaignEffect, Target } from '@loyalty/contracts';
import { toPpm, type Amounts } from '../amounts';
import { words, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { offersOf } from './offers';
import { targetOf } from './selecting';

/** What goes with other words and has no effect of its own. */
const QUALIFIERS = new Set([
  'target', 'alloc', 'maxQty', 'budget', 'automatic', 'auto', 'only', 'eligible', 'when', 'p', 'exclusive', 'taxon', 'facet', 'category', 'collection', 'brand', 'unitPrice',
  'appliesToDiscounted', 'applyToDiscounted', 'excludeSale', 'excludeBrand', 'exclude', 'excludeProduct', 'cap', 'capGross', 'maxAmount', 'currency', 'group', 'lane', 'limitItems',
  'step', 'usesPerCustomer', 'code', 'cheapest', 'onlyCheapest', 'entireOrder', 'maxUnits', 'consumesEach', 'maxApplications', 'base', 'userUses', 'maxPerUser', 'minSpent', 'min', 'timesUsed', 'usageLimit', 'inOrder', 'stop',
  'minQty', 'uses', 'maxUses', 'usesPerCoupon', 'cumulative', 'combinable', 'withheld', 'ineligible', 'byQuantity', 'applyToShipping', 'appliedAfterWallet', 'singleUse', 'oncePerCustomer', 'autoAdd',
]);

/** The effects of one rule, word by word. A word that nobody understands is an error, never passed over. */
export function effectsOf(rule: Words, amounts: Amounts, profile: GroupProfile): CampaignEffect[] {
  if (Array.isArray(rule['actions'])) return (rule['actions'] as Words[]).flatMap((action) => effectsOf(action, amounts, profile));
  return Object.entries(rule).flatMap(([word, value]) => (QUALIFIERS.has(word) ? [] : effect(word, value, rule, amounts, profile)));
}

function effect(word: string, value: unknown, rule: Words, amounts: Amounts, profile: GroupProfile): CampaignEffect[] {
  const target = targetOf(rule, amounts);
  const money = (amount: unknown) => ({ [ruleCurrency(rule, amounts)]: amounts.toMinor(amount) });
  switch (word) {
    case 'pct': return [{ kind: 'percentOff', ppm: toPpm(value), target, ...capOf(rule, amounts) }];
    case 'fixed': return [{ ...amountOff(inCurrencies(value, rule, amounts), per(rule, profile), target), ...(rule['byQuantity'] === true ? { byQuantity: true } : {}) }];
    case 'fixedCart': return [{ ...amountOff(money(value), 'order', target), spread: rule['inOrder'] === true ? 'inOrder' : 'proportional' }];
    case 'fixedUnit': return [amountOff(money(value), 'unit', target)];
    case 'toFixed': return [{ kind: 'fixedPrice', amounts: money(value), target }];
    case 'toPct': return [{ kind: 'percentOff', ppm: 1_000_000 - toPpm(value), target }];
    case 'freeShipping': return value === true ? [{ kind: 'percentOff', ppm: 1_000_000, target: { over: 'shipping' } }] : [];
    case 'shippingFixedPrice': return [{ kind: 'fixedPrice', amounts: money(value), target: { over: 'shipping' } }];
    case 'shippingPct': return [{ kind: 'percentOff', ppm: toPpm(value), target: { over: 'shipping' } }];
    case 'shippingFixed': return [amountOff(money(value), 'order', { over: 'shipping' })];
    case 'bundlePrice': return [{ kind: 'bundlePrice', quantity: Number(words(rule['when'])['count']), amounts: money(value), target }];
    case 'tieredPctByQty': return [{ kind: 'steppedPercent', by: 'quantity', steps: tiers(value, Number, toPpm), target }];
    // The total is that of the order, whatever of it is discounted.
    case 'tieredPctByTotal': case 'tieredPct': return [{ kind: 'steppedPercent', by: 'amount', currency: ruleCurrency(rule, amounts), steps: tiers(value, amounts.toMinor, toPpm), target, measured: {} }];
    case 'stepPct': return [{ kind: 'steppedPercent', by: 'amount', currency: amounts.currency, steps: tiers({ tiers: value }, amounts.toMinor, toPpm), target }];
    case 'tieredFlat': return [{ kind: 'steppedAmount', by: 'amount', currency: ruleCurrency(rule, amounts), steps: tiers(value, amounts.toMinor, amounts.toMinor), target }];
    case 'any': return [{ kind: 'percentOff', ppm: 100_000, target }];
    default: return offersOf(word, value, rule, amounts, profile);
  }
}

function amountOff(amounts: AmountOff['amounts'], unit: AmountOff['per'], target: Target): AmountOff {
  return { kind: 'amountOff', amounts, per: unit, target };
}

/** What a fixed amount is taken off, by its target or by how it is shared out. */
function per(rule: Words, { fixed }: GroupProfile): AmountOff['per'] {
  if (rule['consumesEach'] !== undefined) return Number(rule['consumesEach']) === 1 ? 'unit' : 'group';
  if (rule['group'] !== undefined || rule['target'] === 'units') return 'unit';
  if (rule['alloc'] === 'each' || rule['target'] === 'line' || rule['target'] === 'lines') return 'line';
  return rule['alloc'] === 'across' || ['order', 'total', 'shipping'].includes(String(rule['target'])) ? 'order' : fixed;
}

/** One amount, one that is a symbol, or one for each currency; other keys are of channels in which the order is not. */
function inCurrencies(value: unknown, rule: Words, amounts: Amounts): AmountPerCurrency {
  const stated = Object.entries(words(value));
  if (stated.length > 0) return Object.fromEntries(stated.filter(([key]) => /^[A-Z]{3}$/.test(key)).map(([key, amount]) => [key, amounts.toMinor(amount)]));
  return { [ruleCurrency(rule, amounts)]: amounts.toMinor(typeof value === 'string' ? 1_000 : value) };
}

/** The currency to which a rule is bound, however it is written. */
export function ruleCurrency(rule: Words, { currency }: Amounts): string {
  return typeof rule['currency'] === 'string' ? rule['currency'].toUpperCase() : currency;
}

function capOf(rule: Words, { currency, toMinor }: Amounts) {
  const cap = rule['cap'] ?? rule['capGross'] ?? rule['maxAmount'];
  return cap === undefined ? {} : { cap: { [currency]: toMinor(cap) } };
}

/** `{base, tiers: {100: 15}}`: the base from 0 on, then each tier from its bound on. */
function tiers(value: unknown, bound: (value: unknown) => number, worth: (value: unknown) => number) {
  const { base, tiers: further } = words(value);
  const first = base === undefined ? [] : [{ from: 0, value: worth(base) }];
  return [...first, ...Object.entries(words(further)).map(([from, step]) => ({ from: bound(Number(from)), value: worth(step) }))];
}
