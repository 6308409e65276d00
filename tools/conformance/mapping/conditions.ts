import type { AmountBasis, CampaignCondition, ItemSelection } from '@loyalty/contracts';
import type { Amounts } from '../amounts';
import { texts, words, type Words } from '../case';
import type { GroupProfile } from '../profiles';
import { compared, goodsNamed } from './selecting';

const COUNTED = { toMinor: (value: unknown) => Number(value) };

/** The conditions that a rule states in its `when`, and those that its other words imply. */
export function conditionsOf(rule: Words, amounts: Amounts, profile: GroupProfile): CampaignCondition[] {
  const stated = Object.entries(words(rule['when'])).flatMap(([word, value]) => condition(word, value, rule, amounts, profile));
  const spent = rule['minSpent'] ?? rule['min'];
  // An amount off the whole cart cannot pass over a line on sale: the cart must have none.
  const wholeCart: CampaignCondition[] = rule['fixedCart'] !== undefined && rule['excludeSale'] === true ? [{ kind: 'maximumAmount', amounts: { [amounts.currency]: 0 }, basis: { of: 'initial', items: { onSale: true } } }] : [];
  return [...stated, ...wholeCart, ...(spent === undefined ? [] : amount(spent, { of: profile.minimum }, amounts))];
}

function condition(word: string, value: unknown, rule: Words, amounts: Amounts, profile: GroupProfile): CampaignCondition[] {
  switch (word) {
    case 'nthOrder': return [{ kind: 'nthOrder', nth: Number(value) }];
    case 'firstOrder': return [{ kind: 'nthOrder', nth: 1 }];
    case 'hasTaxon': return [{ kind: 'minimumQuantity', items: { categories: texts(value) }, quantity: 1 }];
    case 'hasProduct': return [{ kind: 'minimumQuantity', items: goodsNamed(value), quantity: 1 }];
    case 'qty': case 'count': case 'minQty': return quantity(value, word === 'count' ? selectedBy(rule) : {});
    case 'taxonTotal': return Object.entries(words(value)).flatMap(([taxon, least]) => amount(least, { of: 'remaining', items: { categories: [taxon] } }, amounts));
    case 'itemsTotal': case 'discountedTotal': case 'totalAfterDiscounts': return amount(value, { of: 'remaining' }, amounts);
    case 'itemTotal': case 'initialTotal': case 'totalBeforeDiscounts': return amount(value, { of: 'initial' }, amounts);
    case 'netTotal': return amount(value, { of: 'initial', tax: 'without' }, amounts);
    case 'min': case 'value': case 'total': case 'minSpent': case 'max': return amount(word === 'max' ? `<=${String(value)}` : value, { of: profile.minimum }, amounts);
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
