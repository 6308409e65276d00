import type { AmountBasis, CampaignCondition, ItemSelection } from '@loyalty/contracts';
import type { Amounts } from '../amounts';
import { texts, words, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { ruleCurrency } from './effects';
import { compared, goodsNamed } from './selecting';

const COUNTED = { toMinor: (value: unknown) => Number(value) };

/** The conditions that a rule states in its `when`, and those that its other words imply. */
export function conditionsOf(rule: Words, amounts: Amounts, profile: GroupProfile): CampaignCondition[] {
  const stated = inWhen(words(rule['when']), rule, amounts, profile);
  const spent = rule['minSpent'] ?? rule['min'];
  // An amount off the whole cart cannot pass over a line on sale: the cart must have none.
  const wholeCart: CampaignCondition[] = rule['fixedCart'] !== undefined && rule['excludeSale'] === true ? [{ kind: 'maximumAmount', amounts: { [amounts.currency]: 0 }, basis: { of: 'initial', items: { onSale: true } } }] : [];
  const counted = rule['minQty'] === undefined ? [] : quantity(rule['minQty'], {});
  return [...stated, ...wholeCart, ...counted, ...inCurrency(rule, amounts), ...(spent === undefined ? [] : amount(spent, { of: profile.minimum }, amounts))];
}

/** A rule that is bound to another currency than the order's gives nothing, whatever its effect. */
function inCurrency(rule: Words, amounts: Amounts): CampaignCondition[] {
  const bound = ruleCurrency(rule, amounts);
  return bound === amounts.currency ? [] : [{ kind: 'minimumAmount', amounts: { [bound]: 0 }, basis: { of: 'initial' } }];
}

/** Words that name goods of which there must be some; beside one, `min` is how many. */
const CONTAINED: Readonly<Record<string, 'skus' | 'categories'>> = {
  hasProduct: 'skus', hasProducts: 'skus', product: 'skus', products: 'skus', contains: 'skus', containsProduct: 'skus', containsProducts: 'skus', orderContains: 'skus', has: 'skus',
  hasTaxon: 'categories', taxon: 'categories', hasFacet: 'categories', hasFacets: 'categories', facet: 'categories', facets: 'categories', hasCategory: 'categories', category: 'categories',
};
/** Words that name goods each with how many of them there must be. */
const COUNTED_EACH: Readonly<Record<string, 'skus' | 'categories'>> = { productQty: 'skus', facetQty: 'categories', taxonQty: 'categories', categoryQty: 'categories', atLeastWithFacet: 'categories', atLeastWithFacets: 'categories' };

function inWhen(when: Words, rule: Words, amounts: Amounts, profile: GroupProfile): CampaignCondition[] {
  const contained = Object.keys(when).find((word) => CONTAINED[word] !== undefined);
  return Object.entries(when).flatMap(([word, value]): CampaignCondition[] => {
    if (word === 'min' && contained !== undefined) return [];
    const named = CONTAINED[word];
    if (named !== undefined && (typeof value === 'string' || Array.isArray(value))) return [some(named, texts(value), when['min'] ?? 1)];
    const each = named ?? COUNTED_EACH[word] ?? (['minQty', 'qty', 'count'].includes(word) ? 'skus' : undefined);
    if (each !== undefined && Object.keys(words(value)).length > 0) return Object.entries(words(value)).map(([name, least]) => some(each, [name], least));
    return condition(word, value, rule, amounts, profile);
  });
}

function some(named: 'skus' | 'categories', names: readonly string[], least: unknown): CampaignCondition {
  return { kind: 'minimumQuantity', items: { [named]: names }, quantity: compared(least, COUNTED).minor };
}

function condition(word: string, value: unknown, rule: Words, amounts: Amounts, profile: GroupProfile): CampaignCondition[] {
  switch (word) {
    case 'nthOrder': return [{ kind: 'nthOrder', nth: Number(value) }];
    case 'firstOrder': return [{ kind: 'nthOrder', nth: 1 }];
    case 'customerGroup': case 'customerGroups': case 'customer': return [{ kind: 'memberAttribute', attribute: 'customerGroup', anyOf: texts(value) }];
    case 'qty': case 'count': case 'minQty': case 'minQuantity': return quantity(value, word === 'count' ? selectedBy(rule) : {});
    case 'taxonTotal': return Object.entries(words(value)).flatMap(([taxon, least]) => amount(least, { of: 'remaining', items: { categories: [taxon] } }, amounts));
    case 'itemsTotal': case 'discountedTotal': case 'totalAfterDiscounts': return amount(value, { of: 'remaining' }, amounts);
    case 'itemTotal': case 'initialTotal': case 'totalBeforeDiscounts': return amount(value, { of: 'initial' }, amounts);
    case 'grossTotal': return amount(value, { of: 'initial' }, amounts);
    case 'netTotal': return amount(value, { of: 'initial', tax: 'without' }, amounts);
    case 'min': case 'value': case 'total': case 'orderTotal': case 'minSpent': case 'minSpend': case 'minAmount': case 'minOrderAmount': case 'max': return amount(word === 'max' ? `<=${String(value)}` : value, { of: profile.minimum }, amounts);
    case 'shippingMethod': return [{ kind: 'shippingMethod', anyOf: texts(value) }];
    case 'paymentMethod': return [{ kind: 'paymentMethod', anyOf: texts(value) }];
    default: throw new Error(`the word "when.${word}" is not understood`);
  }
}

/** Offers that count their own goods count those that they select. */
function selectedBy(rule: Words): ItemSelection {
  return rule['only'] === undefined ? {} : goodsNamed(rule['only']);
}

function quantity(value: unknown, items: ItemSelection): CampaignCondition[] {
  return [{ kind: 'minimumQuantity', items, quantity: compared(value, COUNTED).minor }];
}

function amount(value: unknown, basis: AmountBasis, amounts: Amounts): CampaignCondition[] {
  const { sign, minor } = compared(value, amounts);
  return [{ kind: sign === 'atLeast' ? 'minimumAmount' : 'maximumAmount', amounts: { [amounts.currency]: minor }, basis }];
}
