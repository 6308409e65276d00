import type { AmountPerCurrency, ItemSelection, Target, UnitLimit } from '@loyalty/contracts';
import type { Amounts } from '../amounts';
import { texts, words, type Words } from '../case';

/** `any` or articles by name. */
export function goodsNamed(value: unknown): ItemSelection {
  return value === undefined || value === 'any' ? {} : { skus: texts(value) };
}

/** Which goods a rule selects. */
export function itemsOf(rule: Words, amounts: Amounts): ItemSelection {
  const category = rule['taxon'] ?? rule['facet'] ?? rule['category'] ?? rule['collection'];
  const named = rule['only'] ?? rule['eligible'];
  const fullPrice = rule['excludeSale'] === true || rule['appliesToDiscounted'] === false || rule['applyToDiscounted'] === false;
  const exceptSkus = rule['exclude'] ?? rule['excludeProduct'];
  return {
    ...(named === undefined ? {} : { skus: texts(named) }),
    ...(category === undefined ? {} : { categories: texts(category) }),
    ...(rule['brand'] === undefined ? {} : { brands: texts(rule['brand']) }),
    ...(rule['excludeBrand'] === undefined ? {} : { except: { brands: texts(rule['excludeBrand']) } }),
    ...(exceptSkus === undefined ? {} : { except: { skus: texts(exceptSkus) } }),
    ...(fullPrice ? { onSale: false } : {}),
    ...(rule['unitPrice'] === undefined ? {} : { unitPrice: bounds(rule['unitPrice'], amounts) }),
  };
}

/** `">=50"` as bounds that are both included; `"30..150"`, `[30, 150]` and `{min, max}` as well. */
function bounds(value: unknown, amounts: Amounts): { from?: AmountPerCurrency; to?: AmountPerCurrency } {
  const { min, max, from = min, to = max } = words(value);
  const given = (limit: 'from' | 'to', minor: number) => ({ [limit]: { [amounts.currency]: minor } });
  if (from !== undefined || to !== undefined) return { ...(from === undefined ? {} : given('from', amounts.toMinor(from))), ...(to === undefined ? {} : given('to', amounts.toMinor(to))) };
  return Object.assign({}, ...comparisonsIn(value).map((one) => {
    const { sign, minor } = compared(one, amounts);
    return given(sign === 'atLeast' ? 'from' : 'to', minor);
  })) as ReturnType<typeof bounds>;
}

/** The comparisons of a range, or of several that stand together. */
function comparisonsIn(value: unknown): string[] {
  const range = Array.isArray(value) ? [String(value[0]), String(value[1])] : /^\s*([\d.]+?)\s*(?:\.\.+|-|–|to)\s*([\d.]+)\s*$/.exec(String(value))?.slice(1);
  if (range !== undefined) return [`>=${range[0]}`, `<=${range[1]}`];
  return String(value).match(/(?:>=|<=|>|<)?\s*-?[\d.]+/g) ?? [String(value)];
}

/** A comparison with an amount, as bounds that are included: above 100 is at least 100.01. A bare number is a least one. */
export function compared(value: unknown, amounts: Pick<Amounts, 'toMinor'>): { sign: 'atLeast' | 'atMost'; minor: number } {
  const match = /^\s*(>=|<=|>|<)?\s*(-?[\d.]+)$/.exec(String(value));
  if (match === null) throw new Error(`not a comparison: ${String(value)}`);
  const minor = amounts.toMinor(Number(match[2]));
  switch (match[1]) {
    case '>': return { sign: 'atLeast', minor: minor + 1 };
    case '<': return { sign: 'atMost', minor: minor - 1 };
    case '<=': return { sign: 'atMost', minor };
    default: return { sign: 'atLeast', minor };
  }
}

/** Which units of them. */
function unitsOf(rule: Words): UnitLimit | undefined {
  const most = rule['limitItems'] ?? rule['maxUnits'] ?? (rule['cheapest'] === true || rule['onlyCheapest'] === true || rule['multibuy'] !== undefined ? 1 : undefined);
  const groups = rule['group'] ?? rule['step'] ?? rule['consumesEach'];
  const cheapest = rule['cheapest'] === true || rule['onlyCheapest'] === true || rule['multibuy'] !== undefined;
  const times = rule['maxApplications'];
  const limit: UnitLimit = {
    ...(most === undefined ? {} : { most: Number(most) }),
    ...(times === undefined || groups === undefined ? {} : { most: Number(times) * Number(groups) }),
    ...(rule['maxQty'] === undefined ? {} : { mostPerLine: Number(rule['maxQty']) }),
    ...(groups === undefined || Number(groups) < 2 ? {} : { multipleOf: Number(groups) }),
    ...(cheapest ? { take: 'cheapest' as const } : {}),
  };
  return Object.keys(limit).length === 0 ? undefined : limit;
}

/** What a rule works on. For shipping, `only` names methods. */
export function targetOf(rule: Words, amounts: Amounts): Target {
  if (rule['target'] === 'shipping') return { over: 'shipping', ...(rule['only'] === undefined ? {} : { methods: texts(rule['only']) }) };
  const units = unitsOf(rule);
  return { over: rule['target'] === 'total' || rule['applyToShipping'] === true ? 'all' : 'items', items: itemsOf(rule, amounts), ...(units === undefined ? {} : { units }) };
}
