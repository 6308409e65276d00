import type { EarningCaps, EarningProgram, EarningRule, EarningUsage, RuleContribution } from '@loyalty/contracts';
import { allocate, applyPpmFloor, mulDivFloor, periodKey, PPM_ONE, SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import type { AccountState, Usage } from '../account/state';
import { baseOf, type RuleBase } from './base';
import { ruleIsOpen } from './conditions';
import type { Occasion } from './occasion';

/** What a programme gives for an occasion in one wallet. */
export interface Award {
  readonly points: number;
  readonly rules: readonly RuleContribution[];
  readonly usage: readonly EarningUsage[];
}

/** What the account has earned before, as far as rules ask. */
export type EarningHistory = Pick<AccountState, 'orders' | 'usage'>;

const NOTHING: Award = { points: 0, rules: [], usage: [] };

/**
 * What a programme's rules give in one wallet. First the rules that add points, each rounded down once; then the
 * multipliers, in order of priority, each on what was given so far for the lines that count, rounded down once. An
 * exclusive rule that gives anything stands alone, that of highest priority (then by id). Of an order, a rule needs at
 * least one line that counts. Caps cut the later rules first.
 */
export function evaluateEarning(program: EarningProgram, wallet: string, occasion: Occasion, history: EarningHistory): Award {
  if (occasion.at < program.from || (program.until !== undefined && occasion.at >= program.until)) return NOTHING;
  const rules = program.rules.filter((rule) => rule.wallet === wallet && isOn(rule, occasion)).sort(byPriority);
  const facts = { zone: program.zone, orders: history.orders };
  const open = rules.flatMap((rule) => {
    const base = baseOf(rule, occasion);
    const hasLines = occasion.kind === 'activity' || base.lines.length > 0;
    return hasLines && ruleIsOpen(occasion, base.totalMinor, rule.conditions, facts) ? [{ rule, base }] : [];
  });
  const given = contributions(open, occasion, (rule, points) => capped(program, rule, points, occasion, history));
  const kept = cutToProgram(given, program, occasion, history);
  const points = kept.reduce((sum, one) => sum + one.points, 0);
  return { points, rules: kept, usage: points === 0 ? [] : usageOf(program, kept, occasion) };
}

type OpenRule = { readonly rule: EarningRule; readonly base: RuleBase };
type Cap = (rule: EarningRule, points: number) => number;

function contributions(open: readonly OpenRule[], occasion: Occasion, cap: Cap): RuleContribution[] {
  const adding = open.filter(({ rule }) => rule.effect.kind !== 'multiplier');
  const alone = adding.filter(({ rule }) => rule.stacking === 'exclusive').map((one) => added(one, occasion, cap)).find(({ points }) => points > 0);
  if (alone !== undefined) return [alone];
  const given = adding.filter(({ rule }) => rule.stacking === 'stackable').map((one) => added(one, occasion, cap)).filter(({ points }) => points > 0);
  const multipliers = open.filter(({ rule }) => rule.effect.kind === 'multiplier');
  const best = multipliers.find((one) => one.rule.stacking === 'exclusive' && multiplied(one, given, cap).points > 0);
  for (const one of best ? [best] : multipliers.filter(({ rule }) => rule.stacking === 'stackable')) {
    const contribution = multiplied(one, given, cap);
    if (contribution.points > 0) given.push(contribution);
  }
  return given;
}

function added({ rule, base }: OpenRule, occasion: Occasion, cap: Cap): RuleContribution {
  const points = cap(rule, pointsFor(rule, base, occasion));
  return { ruleId: rule.ruleId, points, lines: spread(points, base) };
}

function pointsFor({ effect }: EarningRule, { totalMinor }: RuleBase, occasion: Occasion): number {
  switch (effect.kind) {
    case 'fixed':
      return effect.points;
    case 'perAmount': {
      if (effect.perMinor <= 0 || totalMinor <= 0 || occasion.kind !== 'order' || occasion.currency !== effect.currency) return 0;
      if (effect.proportional) return mulDivFloor(totalMinor, effect.points, effect.perMinor);
      return Math.floor(totalMinor / effect.perMinor) * effect.points;
    }
    case 'multiplier':
      return 0;
  }
}

/** What a multiplier adds: its factor on what was given so far for its lines, less what was given. */
function multiplied({ rule, base }: OpenRule, given: readonly RuleContribution[], cap: Cap): RuleContribution {
  if (rule.effect.kind !== 'multiplier') throw new Error(`${rule.ruleId} is not a multiplier`);
  const counts = new Set(base.lines.map(({ lineId }) => lineId));
  const byLine = new Map<string, number>();
  let whole = 0;
  for (const contribution of given) {
    const onLines = contribution.lines.reduce((sum, { lineId, points }) => {
      if (counts.has(lineId)) byLine.set(lineId, (byLine.get(lineId) ?? 0) + points);
      return sum + points;
    }, 0);
    whole += contribution.points - onLines;
  }
  const choosesLines = rule.conditions.some(({ kind }) => kind.startsWith('line'));
  const multiplicand = [...byLine.values()].reduce((sum, points) => sum + points, choosesLines ? 0 : whole);
  const points = cap(rule, applyPpmFloor(multiplicand, Math.max(rule.effect.factorPpm - PPM_ONE, 0)));
  const lines = [...byLine].map(([lineId, amountMinor]) => ({ lineId, amountMinor }));
  return { ruleId: rule.ruleId, points, lines: spread(points, { lines, shippingMinor: choosesLines ? 0 : whole, totalMinor: multiplicand }) };
}

/** Points over the lines in proportion to their amounts; shipping takes its share, which belongs to no line. */
function spread(points: number, { lines, shippingMinor }: RuleBase): RuleContribution['lines'] {
  if (lines.length === 0 || points === 0) return [];
  const shares = [...lines.map(({ lineId, amountMinor }) => ({ id: lineId, weight: amountMinor })), { id: '{shipping}', weight: shippingMinor }];
  const parts = allocate(points, shippingMinor > 0 ? shares : shares.slice(0, -1));
  return lines.map(({ lineId }, i) => ({ lineId, points: parts[i]! })).filter((line) => line.points > 0);
}

function capped(program: EarningProgram, rule: EarningRule, points: number, occasion: Occasion, { usage }: EarningHistory): number {
  const used = usage[`${program.programId}/${rule.ruleId}`];
  if (rule.frequency && used?.period === frequencyPeriod(program, rule, occasion) && used.periodTimes >= rule.frequency.times) return 0;
  return Math.min(points, left(rule.caps, used, program, occasion), SAFE_AMOUNT_MAX);
}

/** The programme's own caps cut what comes last in the list first. */
function cutToProgram(given: readonly RuleContribution[], program: EarningProgram, occasion: Occasion, { usage }: EarningHistory): RuleContribution[] {
  let rest = left(program.caps, usage[program.programId], program, occasion);
  const kept: RuleContribution[] = [];
  for (const one of given) {
    const points = Math.min(one.points, rest);
    rest -= points;
    if (points > 0) kept.push(points === one.points ? one : cut(one, points));
  }
  return kept;
}

function cut({ ruleId, lines, points: before }: RuleContribution, points: number): RuleContribution {
  const shares = lines.map((line) => ({ id: line.lineId, weight: line.points }));
  const onLines = shares.reduce((sum, { weight }) => sum + weight, 0);
  const parts = onLines === 0 ? [] : allocate(mulDivFloor(points, onLines, before), shares);
  return { ruleId, points, lines: lines.map(({ lineId }, i) => ({ lineId, points: parts[i]! })).filter((line) => line.points > 0) };
}

function left(caps: EarningCaps | undefined, used: Usage | undefined, { zone }: EarningProgram, { at }: Occasion): number {
  if (caps === undefined) return SAFE_AMOUNT_MAX;
  const { perOrder = SAFE_AMOUNT_MAX, perDay = SAFE_AMOUNT_MAX, perMonth = SAFE_AMOUNT_MAX, inAll = SAFE_AMOUNT_MAX } = caps;
  const today = used?.day === periodKey(at, 'day', zone) ? used.dayPoints : 0;
  const thisMonth = used?.month === periodKey(at, 'month', zone) ? used.monthPoints : 0;
  return Math.max(0, Math.min(perOrder, perDay - today, perMonth - thisMonth, inAll - (used?.allPoints ?? 0)));
}

function usageOf(program: EarningProgram, given: readonly RuleContribution[], occasion: Occasion): EarningUsage[] {
  const day = periodKey(occasion.at, 'day', program.zone);
  const month = periodKey(occasion.at, 'month', program.zone);
  const usage: EarningUsage[] = [];
  if (program.caps) usage.push({ key: program.programId, day, month, period: '', points: given.reduce((sum, { points }) => sum + points, 0) });
  for (const { ruleId, points } of given) {
    const rule = program.rules.find((one) => one.ruleId === ruleId)!;
    if (rule.caps || rule.frequency) usage.push({ key: `${program.programId}/${ruleId}`, day, month, period: frequencyPeriod(program, rule, occasion), points });
  }
  return usage;
}

function frequencyPeriod({ zone }: EarningProgram, { frequency }: EarningRule, { at }: Occasion): string {
  if (frequency === undefined) return '';
  return frequency.per === 'ever' ? 'ever' : periodKey(at, frequency.per, zone);
}

function isOn({ on }: EarningRule, occasion: Occasion): boolean {
  return on === 'order' ? occasion.kind === 'order' : occasion.kind === 'activity' && on.activity === occasion.activity;
}

function byPriority(a: EarningRule, b: EarningRule): number {
  return b.priority - a.priority || (a.ruleId < b.ruleId ? -1 : 1);
}
