import { CONDITIONS_PER_CAMPAIGN_MAX, EFFECTS_PER_CAMPAIGN_MAX, type Campaign, type CampaignCondition, type CampaignEffect, type CampaignGroup } from '@loyalty/contracts';
import { invalid, isDomainError } from '@loyalty/kernel';
import { checkFields, type Fault, type Field } from '../arguments/field';
import { CONDITIONS } from '../conditions/registry';
import { EFFECTS } from '../effects/registry';
import { choicesOf } from '../engine/groups';
import { CAMPAIGN_FIELDS } from './campaign-fields';
import { checkLimits } from './check-limits';
import { checkPolicies } from './check-policies';
import { checkVariants } from './check-variants';

/** What a campaign may refer to. */
export interface PublishingFacts {
  readonly groups: readonly CampaignGroup[];
  /** Attributes that members have. */
  readonly attributes: ReadonlySet<string>;
}

/** One thing that is wrong with a campaign; `path` is a JSON pointer into it. */
export interface CampaignFault {
  readonly path: string;
  readonly reason: string;
}

/**
 * Refuses a campaign that cannot work, with every fault and its path: arguments that are missing, unknown or out of
 * bounds, more than 100 percent, an end before the start, a missing or unknown currency, a group that is not there or is
 * within itself, an attribute that members do not have.
 * @throws validation `campaign_invalid` with `faults`
 */
export function assertCampaign(campaign: Campaign, facts: PublishingFacts): void {
  const faults = campaignFaults(campaign, facts);
  if (faults.length === 0) return;
  const { path, reason } = faults[0]!;
  throw invalid('campaign_invalid', `${path}: ${reason}`, { field: path, reason, faults });
}

/** All that is wrong with a campaign; nothing when it can be published. */
export function campaignFaults(campaign: Campaign, { groups, attributes }: PublishingFacts): CampaignFault[] {
  const faults: CampaignFault[] = [];
  const fault: Fault = (path, reason) => faults.push({ path, reason });
  checkFields(CAMPAIGN_FIELDS, campaign, '', fault, ['conditions', 'effects', 'variants', 'limits']);
  const { schedule, conditions, effects, limits = [] } = campaign;
  if (schedule?.from !== undefined && schedule.until !== undefined && schedule.until <= schedule.from) fault('/schedule/until', 'the end is not after the start');
  if (campaign.variants === undefined) checkEffects(effects, '/effects', fault);
  else checkVariants(campaign, fault, checkEffects);
  checkKinds(conditions, '/conditions', CONDITIONS, 0, CONDITIONS_PER_CAMPAIGN_MAX, fault);
  checkMeaning(conditions, attributes, fault);
  checkPolicies(campaign, fault);
  checkLimits(limits, campaign, fault);
  checkGroup(campaign, groups, fault);
  return faults;
}

type Kinds = Readonly<Record<string, { readonly fields: Readonly<Record<string, Field>> }>>;

function checkKinds(given: readonly { readonly kind: string }[], path: string, kinds: Kinds, least: number, most: number, fault: Fault): void {
  if (!Array.isArray(given) || given.length < least || given.length > most) return fault(path, `${least} to ${most} are expected`);
  given.forEach((one, i) => {
    const kind = Object.hasOwn(kinds, one?.kind) ? kinds[one.kind] : undefined;
    if (kind === undefined) fault(`${path}/${i}/kind`, 'there is no such kind');
    else checkFields(kind.fields, one, `${path}/${i}`, fault, ['kind']);
  });
}

function checkEffects(effects: readonly CampaignEffect[], path: string, fault: Fault): void {
  checkKinds(effects, path, EFFECTS, 1, EFFECTS_PER_CAMPAIGN_MAX, fault);
  if (Array.isArray(effects)) effects.forEach((effect: CampaignEffect, i) => checkMeaningOf(effect, `${path}/${i}`, fault));
}

/** What no argument shows by itself. */
function checkMeaningOf(effect: CampaignEffect, path: string, fault: Fault): void {
  if (effect?.kind === 'steppedPercent' && effect.by === 'amount' && effect.currency === undefined) fault(`${path}/currency`, 'the currency is missing');
  if (effect?.kind === 'amountOff' && effect.per === 'group' && effect.target?.units?.multipleOf === undefined) fault(`${path}/target/units/multipleOf`, 'the size of a group is missing');
}

function checkMeaning(conditions: readonly CampaignCondition[], attributes: ReadonlySet<string>, fault: Fault): void {
  if (!Array.isArray(conditions)) return;
  conditions.forEach((condition: CampaignCondition, i) => {
    if (condition?.kind !== 'memberAttribute') return;
    if (!attributes.has(condition.attribute)) fault(`/conditions/${i}/attribute`, 'members have no such attribute');
    if (condition.from !== undefined && condition.to !== undefined && condition.to < condition.from) fault(`/conditions/${i}/to`, 'the upper bound is below the lower one');
  });
}

function checkGroup(campaign: Campaign, groups: readonly CampaignGroup[], fault: Fault): void {
  try {
    choicesOf(campaign, new Map(groups.map((group) => [group.group, group])));
  } catch (error) {
    if (!isDomainError(error)) throw error;
    fault('/group', error.code === 'group_circular' ? 'the group is within itself' : 'there is no such group');
  }
}
