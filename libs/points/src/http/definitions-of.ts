import type { DefineWalletDto, EarningCondition, EarningConditionDto, EarningEffect, EarningProgram, EarningRule, EarningRuleDto, ExpiryPolicy, PendingPolicy, PendingPolicyDto, PublishProgramDto, WalletPolicy } from '@loyalty/contracts';
import { instant, invalid } from '@loyalty/kernel';
import { ofKind, type Kinds } from './of-kind';

const EXPIRY: Kinds<ExpiryPolicy['kind']> = {
  none: { needed: [] },
  rolling: { needed: ['months'], allowed: ['roundUpTo'] },
  fixed: { needed: ['days'] },
  sliding: { needed: ['months'] },
};
const EFFECT: Kinds<EarningEffect['kind']> = {
  perAmount: { needed: ['points', 'perMinor', 'currency'], allowed: ['proportional'] },
  fixed: { needed: ['points'] },
  multiplier: { needed: ['factorPpm'] },
};
const ANY_OF = { needed: ['anyOf'] };
const CONDITION: Kinds<EarningCondition['kind']> = {
  lineCategory: ANY_OF, lineSku: ANY_OF, lineBrand: ANY_OF, channel: ANY_OF, store: ANY_OF, shop: ANY_OF,
  lineOnSale: { needed: ['is'] },
  minimumBase: { needed: ['amountMinor', 'currency'] },
  firstPurchase: { needed: [] },
  hours: { needed: [], allowed: ['weekdays', 'fromMinute', 'toMinute'] },
  period: { needed: [], allowed: ['from', 'until'] },
};
const PENDING: Kinds<PendingPolicyDto['kind']> = {
  none: { needed: [] },
  days: { needed: ['days'] },
  event: { needed: ['event'], allowed: ['activity', 'atLatestDays'] },
};

/** A wallet as it was sent, as the domain knows it. */
export function walletPolicyOf(dto: DefineWalletDto): WalletPolicy {
  return { ...dto, expiry: ofKind<ExpiryPolicy>(dto.expiry, EXPIRY, '/expiry') };
}

/** A programme as it was sent, as the domain knows it. */
export function programOf(programId: string, dto: PublishProgramDto): Omit<EarningProgram, 'version'> {
  const { until, ...rest } = dto;
  return {
    ...rest, programId, from: instant(dto.from), pending: pendingOf(dto.pending), rules: dto.rules.map(ruleOf),
    ...(until === undefined ? {} : { until: instant(until) }),
  };
}

function ruleOf({ on, activity, ...rule }: EarningRuleDto, i: number): EarningRule {
  return {
    ...rule,
    on: on === 'order' ? withoutActivity(activity, `/rules/${i}`) : { activity: named(activity, `/rules/${i}`) },
    effect: ofKind<EarningEffect>(rule.effect, EFFECT, `/rules/${i}/effect`),
    conditions: rule.conditions.map((condition, n) => conditionOf(condition, `/rules/${i}/conditions/${n}`)),
  };
}

function conditionOf(dto: EarningConditionDto, path: string): EarningCondition {
  const { from, until, ...condition } = dto;
  const checked = ofKind<EarningCondition>(dto, CONDITION, path);
  if (checked.kind !== 'period') return checked;
  return { ...condition, kind: 'period', ...(from === undefined ? {} : { from: instant(from) }), ...(until === undefined ? {} : { until: instant(until) }) };
}

function pendingOf(dto: PendingPolicyDto): PendingPolicy {
  const { kind, days, event, activity, atLatestDays } = ofKind<PendingPolicyDto>(dto, PENDING, '/pending');
  if (kind === 'none') return { kind };
  if (kind === 'days') return { kind, days: days! };
  const awaited = event === 'order.fulfilled' ? (withoutActivity(activity, '/pending'), event) : { activity: named(activity, '/pending') };
  return { kind, event: awaited, ...(atLatestDays === undefined ? {} : { atLatestDays }) };
}

function named(activity: string | undefined, path: string): string {
  if (activity === undefined) throw invalid('field_missing', `${path}/activity is needed for an activity`, { field: `${path}/activity` });
  return activity;
}

function withoutActivity(activity: string | undefined, path: string): 'order' {
  if (activity !== undefined) throw invalid('field_not_of_kind', `${path}/activity belongs to activities only`, { field: `${path}/activity` });
  return 'order';
}
