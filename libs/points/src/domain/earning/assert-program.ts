import type { EarningCaps, EarningCondition, EarningEffect, EarningProgram, EarningRule } from '@loyalty/contracts';
import { assertAmount, assertCurrency, assertId, assertZone, invalid, PPM_ONE } from '@loyalty/kernel';

export const RULES_MAX = 200;

/** Refuses a programme that cannot work, naming the field: `program_invalid`, `id_invalid`, `amount_invalid`, `currency_invalid`. */
export function assertProgram({ zone, from, until, pending, rules, caps }: Omit<EarningProgram, 'version'>): void {
  assertZone(zone);
  if (until !== undefined && until <= from) throw wrong('/until', 'the end is after the start');
  if (pending.kind === 'days') assertAmount(pending.days, '/pending/days', { min: 1, max: 3_660 });
  if (pending.kind === 'event' && pending.atLatestDays !== undefined) assertAmount(pending.atLatestDays, '/pending/atLatestDays', { min: 1, max: 3_660 });
  if (rules.length === 0 || rules.length > RULES_MAX) throw wrong('/rules', `1 to ${RULES_MAX} rules`);
  if (new Set(rules.map(({ ruleId }) => ruleId)).size < rules.length) throw wrong('/rules', 'rule ids differ');
  rules.forEach((rule, i) => assertRule(rule, `/rules/${i}`));
  assertCaps(caps, '/caps');
}

function assertRule({ ruleId, wallet, effect, conditions, caps, frequency, on, priority }: EarningRule, path: string): void {
  assertId(ruleId, `${path}/ruleId`);
  assertId(wallet, `${path}/wallet`);
  assertAmount(priority, `${path}/priority`, { min: 0, max: 1_000_000 });
  assertEffect(effect, on, `${path}/effect`);
  conditions.forEach((condition, i) => assertCondition(condition, `${path}/conditions/${i}`));
  assertCaps(caps, `${path}/caps`);
  if (frequency !== undefined) assertAmount(frequency.times, `${path}/frequency/times`, { min: 1, max: 1_000_000 });
}

function assertEffect(effect: EarningEffect, on: EarningRule['on'], path: string): void {
  switch (effect.kind) {
    case 'fixed':
      return void assertAmount(effect.points, `${path}/points`, { min: 1 });
    case 'perAmount':
      if (on !== 'order') throw wrong(path, 'only an order has an amount');
      assertCurrency(effect.currency);
      assertAmount(effect.points, `${path}/points`, { min: 1 });
      return void assertAmount(effect.perMinor, `${path}/perMinor`, { min: 1 });
    case 'multiplier':
      return void assertAmount(effect.factorPpm, `${path}/factorPpm`, { min: PPM_ONE, max: 1_000 * PPM_ONE });
  }
}

function assertCondition(condition: EarningCondition, path: string): void {
  if ('anyOf' in condition && condition.anyOf.length === 0) throw wrong(`${path}/anyOf`, 'at least one value');
  if (condition.kind === 'minimumBase') {
    assertAmount(condition.amountMinor, `${path}/amountMinor`);
    assertCurrency(condition.currency);
  }
  if (condition.kind === 'hours') {
    assertAmount(condition.fromMinute ?? 0, `${path}/fromMinute`, { min: 0, max: 1_440 });
    assertAmount(condition.toMinute ?? 1_440, `${path}/toMinute`, { min: 0, max: 1_440 });
    if (condition.weekdays?.some((day) => !Number.isInteger(day) || day < 1 || day > 7)) throw wrong(`${path}/weekdays`, '1 Monday to 7 Sunday');
  }
  if (condition.kind === 'period' && condition.from !== undefined && condition.until !== undefined && condition.until <= condition.from) {
    throw wrong(`${path}/until`, 'the end is after the start');
  }
}

function assertCaps(caps: EarningCaps | undefined, path: string): void {
  for (const [name, value] of Object.entries(caps ?? {})) if (value !== undefined) assertAmount(value, `${path}/${name}`, { min: 1 });
}

function wrong(field: string, reason: string) {
  return invalid('program_invalid', `${field}: ${reason}`, { field, reason });
}
