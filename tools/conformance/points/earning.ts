import type { EarningEffect, EarningRule } from '@loyalty/contracts';
import { applyPpmHalfUp, parseFactor } from '@loyalty/kernel';
import { evaluateEarning } from '@loyalty/points';
import { words, type ReadCase, type Words } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { START } from './member-account';

/** Points in hundredths, for what other systems round and we keep. */
const FINE = 100;

/** `1 per 100`, `fixed 5`, `×1.5`, `{per: 0}`, `{multiplier: 2}`, `{fixed: 50, stackable: false, p: 5}`: rules on an amount in minor units. */
export function ruleOf(rule: unknown, ruleId: string, fine = 1): EarningRule {
  const { p, stackable } = words(rule);
  return {
    ruleId, name: { en: ruleId }, on: 'order', wallet: 'points', base: { tax: 'with', shipping: 'without' }, conditions: [],
    effect: effectOf(rule, fine), stacking: stackable === false ? 'exclusive' : 'stackable', priority: Number(p ?? 0),
  };
}

function effectOf(rule: unknown, fine: number): EarningEffect {
  const per = (points: number, perMinor: number): EarningEffect => ({ kind: 'perAmount', points: points * fine, perMinor, currency: 'USD' });
  const { rule: named, fixed, per: amount, points, multiplier } = words(rule);
  if (named !== undefined) return effectOf(named, fine);
  if (multiplier !== undefined) return { kind: 'multiplier', factorPpm: parseFactor(String(multiplier)) };
  if (fixed !== undefined) return { kind: 'fixed', points: Number(fixed) * fine };
  if (amount !== undefined) return per(Number(points ?? 1), Number(amount));
  const match = /^(?:(\d+) per (\d+)|(?:fixed |\+)(\d+)|[×x*]\s?([\d.]+))$/.exec(String(rule));
  if (match === null) throw new Error(`the rule "${String(rule)}" is not understood`);
  if (match[1] !== undefined) return per(Number(match[1]), Number(match[2]));
  return match[3] !== undefined ? { kind: 'fixed', points: Number(match[3]) * fine } : { kind: 'multiplier', factorPpm: parseFactor(match[4]!) };
}

/** What rules give for an order of so much. */
export function earned(basisMinor: number, rules: readonly EarningRule[]) {
  const program = { programId: 'p', version: 1, name: { en: 'Programme' }, zone: 'UTC', from: START, pending: { kind: 'none' as const }, rules };
  const line = { lineId: 'a', sku: 'a', categories: [], onSale: false, amountMinor: basisMinor, taxMinor: 0 };
  const order = { kind: 'order' as const, shop: 'shop', orderId: 'o1', currency: 'USD', taxIncluded: true, channel: 'web', lines: [line], shippingMinor: 0, shippingTaxMinor: 0, at: START };
  return evaluateEarning(program, 'points', order, { orders: 0, usage: {} });
}

/** Points for a basis; where a case lists ways to round, our wallet keeps two decimals and each way rounds those. */
export function earn({ case: one }: ReadCase): Check[] {
  const { basis = 0, rules, units = 1, ...alone } = words(one['earn']);
  const running = ((rules as unknown[] | undefined) ?? [alone]).filter(isRunning);
  // What is given for each matching unit is given as often as there are units.
  const points = (fine: number) => Number(units) * earned(Number(basis), running.map((rule, i) => ruleOf(rule, `r${i}`, fine))).points;
  if (typeof one['expect'] === 'number') return [valueCheck('points', one['expect'], points(1))];
  const exact = points(FINE);
  const ways: Readonly<Record<string, number>> = { floor: points(1), round: applyPpmHalfUp(exact, 1_000_000 / FINE), ceil: Math.ceil(exact / FINE) };
  return Object.entries(words(one['expect'])).map(([way, expected]) => valueCheck(way, expected, ways[way]));
}

/** A rule that is off, or not on yet, or no longer, is not in the programme. */
function isRunning(rule: unknown): boolean {
  const { enabled, startsAt, endsAt } = words(rule);
  const today = START.slice(0, 10);
  return enabled !== false && (startsAt === undefined || String(startsAt) <= today) && (endsAt === undefined || String(endsAt) > today);
}

/** What each rule gave. */
export function breakdown({ case: one }: ReadCase): Check[] {
  const { rules, basis } = words(one['breakdown']);
  const { rules: given } = earned(Number(basis), Object.entries(words(rules)).map(([id, rule]) => ruleOf(rule, id)));
  return Object.entries(words(one['expect'])).map(([id, points]) => valueCheck(`rule ${id}`, points, given.find(({ ruleId }) => ruleId === id)?.points ?? 0));
}

/** `"$2 → 10 pts"` on an order in major units. */
export function rate({ case: one }: ReadCase): Check[] {
  const [, amount, points] = /([\d.]+)\s*→\s*(\d+)/.exec(String(one['rate']))!;
  return [valueCheck('points', one['expect'], earned(Number(one['order']) * 100, [ruleOf({ points: Number(points), per: Number(amount) * 100 }, 'rate')]).points)];
}

/** A multiplier on a base of points. */
export function multiplied({ case: one }: ReadCase): Check[] {
  return [valueCheck('points', one['expect'], earned(100, [ruleOf({ fixed: one['base'] } as Words, 'base'), ruleOf(one['promo'], 'promo')]).points)];
}
