import { run } from './run';
import { benefitOf, type RunState } from './run-state';
import type { Choices, Run } from './step';

/** Up to so many candidates in all groups, every combination is tried. */
export const EXACT_CANDIDATES_MAX = 12;

/** No campaign is this choice: the group gives nothing yet. */
const NONE = '';

export interface Best {
  readonly state: RunState;
  readonly search?: 'exact' | 'greedy';
}

/**
 * The run that gives the customer most, over what groups choose whose best is wanted. With up to 12 candidates every
 * combination is tried; with more, one group after the other takes its best on what was chosen before. Equal ones: the
 * first in order of application, so the answer is always the same.
 */
export function best(given: Run): Best {
  const groups = given.profile.bestOf === 'line' ? [] : choicesToMake(given);
  if (groups.length === 0) return { state: run(given, new Map()) };
  const candidates = groups.reduce((count, [, choices]) => count + choices.length, 0);
  const found = candidates <= EXACT_CANDIDATES_MAX ? exact(given, groups) : greedy(given, groups);
  return { state: found, search: candidates <= EXACT_CANDIDATES_MAX ? 'exact' : 'greedy' };
}

type GroupChoices = readonly [group: string, choices: readonly string[]];

/** The groups whose best is wanted and that have something to choose from. */
function choicesToMake({ open }: Run): GroupChoices[] {
  const groups = new Map<string, Set<string>>();
  for (const { ready } of open) {
    for (const { group, pick, choice } of ready.choices) {
      if (pick !== 'best') continue;
      const choices = groups.get(group) ?? new Set();
      groups.set(group, choices.add(choice));
    }
  }
  return [...groups].filter(([, choices]) => choices.size > 1).map(([group, choices]) => [group, [...choices]]);
}

function exact(given: Run, groups: readonly GroupChoices[]): RunState {
  let combinations: Choices[] = [new Map()];
  for (const [group, choices] of groups) combinations = combinations.flatMap((before) => choices.map((choice) => new Map([...before, [group, choice]])));
  return mostOf(combinations.map((choices) => run(given, choices)));
}

function greedy(given: Run, groups: readonly GroupChoices[]): RunState {
  let chosen: Choices = new Map(groups.map(([group]) => [group, NONE]));
  for (const [group, choices] of groups) {
    const options = choices.map((choice) => new Map([...chosen, [group, choice]]));
    const states = options.map((option) => run(given, option));
    chosen = options[states.indexOf(mostOf(states))]!;
  }
  return run(given, chosen);
}

function mostOf(states: readonly RunState[]): RunState {
  return states.reduce((most, state) => (benefitOf(state) > benefitOf(most) ? state : most));
}
