import type { Campaign, CampaignGroup, CompatibilityProfile, Evaluation, EvaluationRequest } from '@loyalty/contracts';
import { compileCampaigns, evaluate } from '@loyalty/coupons';
import { instant } from '@loyalty/kernel';
import { amountsOf, numbersIn, type Amounts } from '../amounts';
import { list, words, type Case, type ReadCase, type Words } from '../case';
import { profileOf, type GroupProfile } from '../profiles';
import { campaignOf, type Mapped } from './campaigns';
import { linesOf, shippingOf, stockOf } from './goods';
import { BEST, candidate, groupOf, GROUPS } from './grouping';
import { paidOtherwise } from './payments';
import { rulesOf, unknownCodes } from './rules';
import { worded } from './wording';

export const NOW = instant('2026-03-10T12:00:00.000Z');

/** A case as our engine is asked. */
export interface Situation {
  readonly one: Case;
  readonly amounts: Amounts;
  readonly group: GroupProfile;
  readonly engine: Partial<CompatibilityProfile>;
  readonly campaigns: readonly Campaign[];
  readonly groups: readonly CampaignGroup[];
  readonly request: EvaluationRequest;
  /** Of what is to be paid, what gift cards and wallets pay. */
  readonly paidMinor: number;
}

export function situationOf({ group: name, unit, case: one }: ReadCase): Situation {
  const group = profileOf(name);
  const ctx = words(one['ctx']);
  const currency = typeof ctx['currency'] === 'string' ? ctx['currency'] : undefined;
  const { expect: _expect, note: _note, ...given } = one;
  const amounts = amountsOf(unit, [...numbersIn(given['cart'] ?? given), ...numbersIn(given['rules'])], currency);
  const mapped = campaignsOf(one, amounts, group);
  const unknown = unknownCodes(one);
  return {
    one, amounts, group,
    engine: { ...group.engine, ...engineOf(one) },
    campaigns: mapped.map(({ campaign }) => campaign),
    groups: GROUPS,
    paidMinor: amounts.toMinor(paidOtherwise(one)),
    request: {
      at: NOW,
      basket: {
        currency: amounts.currency, lines: linesOf(one, amounts, group), shipping: shippingOf(one, amounts),
        ...(typeof ctx['channel'] === 'string' ? { channel: ctx['channel'] } : {}),
      },
      member: memberOf(ctx),
      codes: unknown.map((code) => ({ code })),
      used: Object.fromEntries(mapped.map(({ campaign, used }) => [campaign.campaignId, used])),
      stock: stockOf(Array.isArray(one['rules']) ? (one['rules'] as unknown[]) : []),
    },
  };
}

/** Who asks: a member of the groups that the sources' gates name, unless the case says of which. */
function memberOf(ctx: Words): EvaluationRequest['member'] {
  const cancelled = Number(ctx['cancelledOrders'] ?? ctx['cancelled'] ?? ctx['thenCancelled'] ?? 0);
  const group = ctx['customerGroup'] ?? ctx['group'];
  return { memberId: 'member', orders: Number(ctx['placedOrders'] ?? 0) - cancelled, segments: ['VIP', 'top100'], attributes: { customerGroup: group === undefined ? 'VIP' : String(group) } };
}

/** Asks the public engine. */
export function ask(situation: Situation, campaigns: readonly Campaign[] = situation.campaigns, request: EvaluationRequest = situation.request): Evaluation {
  return evaluate(compileCampaigns(campaigns, situation.groups, situation.engine), request);
}

function campaignsOf(one: Case, amounts: Amounts, group: GroupProfile): Mapped[] {
  const rules = rulesOf(one, group);
  const mapped = rules.map((rule, at) => campaignOf(rule, at, amounts, group, groupOf(one, rules, at, group)));
  const ineligible = list(one['ineligible']);
  const candidates = ['candidates', 'discountsOnItem', 'preferred'].flatMap((word) => list(one[word])).map((given): Words => ({ target: 'line', ...(typeof given === 'object' ? worded(words(given)) : { fixed: Number(given) }), ineligible: ineligible.includes(given) }));
  const promotions = [...(Array.isArray(one['promos']) ? (one['promos'] as Words[]) : []), ...(one['promo'] === undefined ? [] : [words(one['promo'])])];
  const best = [...candidates, ...promotions.map((rule): Words => ({ target: 'units', ...rule }))];
  return [
    ...mapped,
    ...best.map((rule, at) => campaignOf(rule, mapped.length + at, amounts, group, { ...(rule['cumulative'] === undefined ? { group: BEST } : candidate(rule)), phase: 'line', campaignId: `candidate-${at + 1}` })),
    ...(one['voucher'] === undefined ? [] : [campaignOf(voucherOf(words(one['voucher'])), 100, amounts, group, { campaignId: 'voucher' })]),
    ...(one['manual'] === undefined ? [] : [campaignOf(words(one['manual']), 101, amounts, group, { campaignId: 'manual', stackClass: 'exclusive' })]),
  ];
}

/** A voucher whose effect does not matter to the case takes a tenth. */
function voucherOf(voucher: Words): Words {
  const rule = worded(voucher);
  return ['fixed', 'pct', 'freeShipping', 'shippingPct', 'shippingFixed', 'gift', 'toFixed'].every((word) => rule[word] === undefined) ? { ...rule, any: 'effect' } : rule;
}

/** Switches that a case states itself. */
function engineOf(one: Case): Partial<CompatibilityProfile> {
  const rules = Array.isArray(one['rules']) ? (one['rules'] as Words[]) : [];
  return {
    ...(one['base'] === undefined ? {} : { base: one['base'] === 'initial' ? 'initial' : 'remaining' }),
    ...(one['round'] === 'per_line' ? { roundedOn: 'line' } : one['round'] === 'per_unit' ? { roundedOn: 'unit' } : {}),
    ...(one['promo'] === undefined && one['promos'] === undefined ? {} : { roundedOn: 'unit' }),
    // Actions of one promotion work on the same base anyway; a catalogue price is rounded half up, so its discount half down.
    ...(words(one['expect'])['price'] === undefined ? {} : { rounding: 'half_down' }),
    ...(rules.some(({ base }) => base === 'gross') ? { amounts: 'gross' } : {}),
  };
}
