import type { BasketLine, GoodsNamed, ItemSelection } from '@loyalty/contracts';

type Matches = (goods: BasketLine, currency: string) => boolean;

/** Campaigns are published once and asked often: each selection is prepared once. */
const prepared = new WeakMap<ItemSelection, Matches>();

/** Whether a line is meant. An amount that a selection does not state in this currency bounds nothing: it matches no line. */
export function matcherOf(selection: ItemSelection): Matches {
  let matches = prepared.get(selection);
  if (matches === undefined) prepared.set(selection, (matches = prepare(selection)));
  return matches;
}

function prepare({ except, unitPrice, onSale, ...named }: ItemSelection): Matches {
  const tests = namedTests(named);
  if (except !== undefined) {
    const excluded = namedTests(except);
    tests.push((goods) => !excluded.some((matches) => matches(goods, '')));
  }
  if (unitPrice?.from !== undefined) tests.push((goods, currency) => goods.unitPriceMinor >= (unitPrice.from![currency] ?? Infinity));
  if (unitPrice?.to !== undefined) tests.push((goods, currency) => goods.unitPriceMinor <= (unitPrice.to![currency] ?? -Infinity));
  if (onSale !== undefined) tests.push((goods) => (goods.onSale ?? false) === onSale);
  if (tests.length === 0) return () => true;
  if (tests.length === 1) return tests[0]!;
  return (goods, currency) => tests.every((matches) => matches(goods, currency));
}

function namedTests({ skus, categories, brands }: GoodsNamed): Matches[] {
  const tests: Matches[] = [];
  if (skus !== undefined) {
    const isOne = among(skus);
    tests.push(({ sku }) => isOne(sku));
  }
  if (categories !== undefined) {
    const isOne = among(categories);
    tests.push((goods) => goods.categories !== undefined && goods.categories.some(isOne));
  }
  if (brands !== undefined) {
    const isOne = among(brands);
    tests.push(({ brand }) => brand !== undefined && isOne(brand));
  }
  return tests;
}

/** Most campaigns select one value, which needs no set. */
function among(values: readonly string[]): (value: string) => boolean {
  if (values.length === 1) {
    const [only] = values;
    return (value) => value === only;
  }
  const set = new Set(values);
  return (value) => set.has(value);
}
