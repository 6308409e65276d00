import { because } from '../conditions/condition-kind';
import type { Refusal } from '../effects/effect-kind';
import { applyBestByLine } from './best-by-line';
import type { AskedCampaign } from './presented-codes';
import { isPromotion } from './promotion';
import { apply, beginRun, refuse, type RunState } from './run-state';
import { promotionIn, type Choices, type Run } from './step';

const NONE: readonly AskedCampaign[] = [];

/**
 * Applies campaigns one after the other. The first exclusive campaign that gives anything is applied before all others,
 * and then only those that are `always`; without one, all others are.
 */
export function run(given: Run, choices: Choices): RunState {
  const state = beginRun(given.start);
  const winner = applyExclusive(given, choices, state);
  const rest = given.open.filter((asked) => asked !== winner && asked.ready.campaign.stackClass !== 'exclusive');
  // Only this way of spreading looks at what comes later.
  const looksAhead = given.profile.spread === 'leavingRoom';
  for (let i = 0; i < rest.length; i += 1) {
    const asked = rest[i]!;
    if (winner !== undefined && asked.ready.campaign.stackClass !== 'always') {
      refuse(asked, because('exclusive_applied', { by: winner.ready.campaign.campaignId }), state);
      continue;
    }
    const group = given.profile.bestOf === 'line' ? asked.ready.choices.find(({ pick }) => pick === 'best')?.group : undefined;
    if (group === undefined) applyOne(asked, given, choices, state, looksAhead ? rest.slice(i + 1) : NONE);
    else if (!state.chosen.has(group)) applyBestByLine(rest.filter(inGroup(group)), group, given, state);
  }
  return state;
}

const inGroup = (group: string) => ({ ready }: AskedCampaign) => ready.choices.some((one) => one.group === group);

function applyExclusive(given: Run, choices: Choices, state: RunState): AskedCampaign | undefined {
  let winner: AskedCampaign | undefined;
  for (const asked of given.open) {
    if (asked.ready.campaign.stackClass !== 'exclusive') continue;
    if (winner !== undefined) refuse(asked, because('exclusive_applied', { by: winner.ready.campaign.campaignId }), state);
    else if (applyOne(asked, given, choices, state, NONE)) winner = asked;
  }
  return winner;
}

/** Applies one campaign, or notes why not. */
function applyOne(asked: AskedCampaign, given: Run, choices: Choices, state: RunState, later: readonly AskedCampaign[]): boolean {
  const result = otherChoice(asked, choices, state) ?? promotionIn(asked, given, state, later);
  if (isPromotion(result)) apply(asked, result, state);
  else refuse(asked, result, state);
  return isPromotion(result);
}

/** Why a campaign may not apply because its group has made another choice. */
function otherChoice({ ready }: AskedCampaign, choices: Choices, { chosen }: RunState): Refusal | undefined {
  for (const { group, pick, choice } of ready.choices) {
    const wanted = pick === 'best' ? choices.get(group) : undefined;
    if (wanted !== undefined && wanted !== choice) return because('better_applied', { by: wanted });
    const takenChoice = pick === 'all' ? undefined : chosen.get(group);
    if (takenChoice !== undefined && takenChoice !== choice) return because('group_taken', { by: takenChoice });
  }
  return undefined;
}
