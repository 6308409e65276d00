import type { EarningEffect, EarningProgram, EarningRule } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import type { EarningHistory } from './evaluate';
import { evaluateEarning } from './evaluate';
import type { Activity, EarningLine, Occasion, PaidOrder } from './occasion';

export const NOON = instant('2026-03-10T12:00:00.000Z'); // a Tuesday

/** `points` for each whole `perMinor` of the base. */
export function per(perMinor: number, points = 1, more: { proportional?: boolean; currency?: string } = {}): EarningEffect {
  return { kind: 'perAmount', points, perMinor, currency: 'EUR', ...more };
}
export const fixed = (points: number): EarningEffect => ({ kind: 'fixed', points });
export const times = (factor: number): EarningEffect => ({ kind: 'multiplier', factorPpm: Math.round(factor * 1_000_000) });

/** A stackable rule on orders, on amounts with tax and without shipping. */
export function rule(ruleId: string, effect: EarningEffect, more: Partial<EarningRule> = {}): EarningRule {
  return {
    ruleId, effect, name: { en: ruleId }, on: 'order', wallet: 'points', base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 0,
    ...more,
  };
}

export function programOf(rules: readonly EarningRule[], more: Partial<EarningProgram> = {}): EarningProgram {
  return { programId: 'p', version: 1, name: { en: 'Programme' }, zone: 'UTC', from: instant('2026-01-01T00:00:00.000Z'), pending: { kind: 'none' }, rules, ...more };
}

export function line(lineId: string, amountMinor: number, more: Partial<EarningLine> = {}): EarningLine {
  return { lineId, sku: `sku-${lineId}`, categories: [], onSale: false, amountMinor, taxMinor: 0, ...more };
}

export function order(lines: readonly EarningLine[], more: Partial<PaidOrder> = {}): PaidOrder {
  return { kind: 'order', shop: 'shop', orderId: 'o1', currency: 'EUR', taxIncluded: true, channel: 'web', lines, shippingMinor: 0, shippingTaxMinor: 0, at: NOON, ...more };
}

export const activity = (name: string, more: Partial<Activity> = {}): Activity => ({ kind: 'activity', shop: 'shop', activity: name, at: NOON, ...more });

export const NEW_MEMBER: EarningHistory = { orders: 0, usage: {} };

/** What the rules give, each in short: `{ base: 19, double: 19 }`. */
export function gives(rules: readonly EarningRule[], occasion: Occasion, history: EarningHistory = NEW_MEMBER, more: Partial<EarningProgram> = {}): Record<string, number> {
  return Object.fromEntries(evaluateEarning(programOf(rules, more), 'points', occasion, history).rules.map(({ ruleId, points }) => [ruleId, points]));
}

/** What of a rule's points each line got. */
export function onLines(rules: readonly EarningRule[], occasion: Occasion, ruleId: string): Record<string, number> {
  const given = evaluateEarning(programOf(rules), 'points', occasion, NEW_MEMBER).rules.find((one) => one.ruleId === ruleId);
  return Object.fromEntries(given?.lines.map(({ lineId, points }) => [lineId, points]) ?? []);
}
