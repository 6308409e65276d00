import { words, type Words } from '../case';

/** Other words for the same: what a rule may be called to do, and the word under which it is mapped. */
const SAME: Readonly<Record<string, readonly string[]>> = {
  only: ['product', 'products', 'sku', 'skus', 'variant', 'variants', 'onlyProduct', 'onlyProducts', 'onlyVariant'],
  exclude: ['excludeProducts', 'excludeVariant', 'excludeVariants', 'excludeSku', 'excludeSkus'],
  brand: ['onlyBrand', 'brands'],
  excludeBrand: ['excludeBrands'],
  taxon: ['taxons', 'categories', 'facets', 'collections'],
  p: ['sort', 'sortOrder', 'priority'],
  stop: ['stopFurther', 'stopProcessing', 'stopRulesProcessing'],
  cap: ['maxDiscount', 'capAmount'],
  minSpent: ['minSpend', 'minAmount', 'minTotal', 'minimum'],
  limitItems: ['limitUnits', 'limitUsageToXItems'],
  maxUses: ['usageLimit'],
  uses: ['used'],
  minQty: ['minItems', 'minQuantity'],
  shippingFixed: ['shippingAbsolute'],
  code: ['coupon'],
  pct: ['byPct'],
  fixedUnit: ['byFixed'],
  fixedCart: ['cartFixed'],
};

const MEANT = new Map(Object.entries(SAME).flatMap(([word, others]) => others.map((other) => [other, word])));

/** A rule, and each of its actions, in the words under which it is mapped. A stated word goes before another one for it. */
export function worded(rule: Words): Words {
  const named = Object.fromEntries(Object.entries(rule).map(([word, value]) => [rule[MEANT.get(word) ?? word] === undefined ? MEANT.get(word)! : word, value]));
  if (named['target'] === 'cheapest') Object.assign(named, { target: 'items', cheapest: true });
  return Array.isArray(named['actions']) ? { ...named, actions: (named['actions'] as unknown[]).map((action) => worded(words(action))) } : named;
}
