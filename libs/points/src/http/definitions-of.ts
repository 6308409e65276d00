import type { DefineWalletDto, EarningCondition, EarningConditionDto, EarningEffect, EarningProgram, EarningRule, EarningRuleDto, ExpiryPolicy, PendingPolicy, PendingPolicyDto, PublishProgramDto, WalletPolicy } from '@loyalty/contracts';
import { assertCurrency, assertZone, atField, DomainError, invalid, isDomainError, momentAt } from '@loyalty/kernel';
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

/** A wallet as it was sent, as the domain knows it. Throws with the field: `zone_invalid`, `currency_invalid`, `field_missing`, `field_not_of_kind`. */
export function walletPolicyOf(dto: DefineWalletDto): WalletPolicy {
  atField('/zone', () => assertZone(dto.zone));
  dto.spending.rates?.forEach(({ currency }, i) => assertCurrency(currency, `/spending/rates/${i}/currency`));
  return { ...dto, expiry: ofKind<ExpiryPolicy>(dto.expiry, EXPIRY, '/expiry') };
}

/** A programme as it was sent, as the domain knows it. Throws the same, and `instant_invalid`, `multiplies_nothing`. */
export function programOf(programId: string, dto: PublishProgramDto): Omit<EarningProgram, 'version'> {
  const { until, ...rest } = dto;
  atField('/zone', () => assertZone(dto.zone));
  assertMultiplied(dto.rules);
  return {
    ...rest, programId, from: momentAt('/from', dto.from), pending: pendingOf(dto.pending), rules: dto.rules.map(ruleOf),
    ...(until === undefined ? {} : { until: momentAt('/until', until) }),
  };
}

/** A refusal of the programme because of a wallet, with the rule that names it. */
export async function namingTheRule<Answer>({ rules }: Pick<EarningProgram, 'rules'>, published: Promise<Answer>): Promise<Answer> {
  try {
    return await published;
  } catch (error) {
    if (!isDomainError(error) || error.code !== 'wallet_unknown') throw error;
    const rule = rules.findIndex(({ wallet }) => wallet === error.facts['wallet']);
    throw new DomainError(error.category, error.code, error.message, { ...error.facts, field: `/rules/${rule}/wallet` });
  }
}

/** A multiplier multiplies what other rules give for the same occasion in the same wallet; without one it can never give anything. */
function assertMultiplied(rules: readonly EarningRuleDto[]): void {
  const giving = new Set(rules.filter(({ effect }) => effect.kind !== 'multiplier').map(occasionOf));
  const alone = rules.findIndex((rule) => rule.effect.kind === 'multiplier' && !giving.has(occasionOf(rule)));
  if (alone === -1) return;
  const field = `/rules/${alone}/effect`;
  throw invalid('multiplies_nothing', `${field}: no other rule gives points for this occasion in this wallet`, { field });
}

function occasionOf({ wallet, on, activity = '' }: EarningRuleDto): string {
  return [wallet, on, on === 'activity' ? activity : ''].join(' ');
}

function ruleOf({ on, activity, ...rule }: EarningRuleDto, i: number): EarningRule {
  return {
    ...rule,
    on: on === 'order' ? withoutActivity(activity, `/rules/${i}`) : { activity: named(activity, `/rules/${i}`) },
    effect: inCurrency(ofKind<EarningEffect>(rule.effect, EFFECT, `/rules/${i}/effect`), `/rules/${i}/effect`),
    conditions: rule.conditions.map((condition, n) => conditionOf(condition, `/rules/${i}/conditions/${n}`)),
  };
}

function conditionOf(dto: EarningConditionDto, path: string): EarningCondition {
  const { from, until, ...condition } = dto;
  const checked = inCurrency(ofKind<EarningCondition>(dto, CONDITION, path), path);
  if (checked.kind !== 'period') return checked;
  const start = from === undefined ? {} : { from: momentAt(`${path}/from`, from) };
  return { ...condition, kind: 'period', ...start, ...(until === undefined ? {} : { until: momentAt(`${path}/until`, until) }) };
}

function inCurrency<Part extends EarningEffect | EarningCondition>(part: Part, path: string): Part {
  if ('currency' in part) assertCurrency(part.currency, `${path}/currency`);
  return part;
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
