import { ISSUING_RULES_MAX, type IssuingRulesEvent } from '@loyalty/contracts';
import { rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

/** Which rules have not ended; small, so that whoever hears of an order finds them in one place. */
export interface LiveRulesState {
  readonly ruleIds: readonly string[];
}

export interface ListRule {
  readonly kind: 'list' | 'unlist';
  readonly ruleId: string;
  readonly at: Instant;
}

/** @throws state `too_many_issuing_rules` */
const liveRules: Decider<LiveRulesState, ListRule, IssuingRulesEvent> = {
  initial: { ruleIds: [] },
  stateVersion: 1,
  decide({ kind, ruleId, at }, { ruleIds }) {
    if (ruleIds.includes(ruleId) === (kind === 'list')) return [];
    if (kind === 'list' && ruleIds.length >= ISSUING_RULES_MAX) throw rejected('too_many_issuing_rules', `There are at most ${ISSUING_RULES_MAX} issuing rules`, { most: ISSUING_RULES_MAX });
    return [{ type: kind === 'list' ? 'coupon.rule.listed.v1' : 'coupon.rule.unlisted.v1', effectiveAt: at, data: { ruleId } }];
  },
  evolve: ({ ruleIds }, { type, data: { ruleId } }) => ({ ruleIds: type === 'coupon.rule.listed.v1' ? [...ruleIds, ruleId] : ruleIds.filter((one) => one !== ruleId) }),
};

export const liveRulesStream: StreamOf<LiveRulesState, ListRule, IssuingRulesEvent> = { name: streamName('issuingRules', 'all'), decider: liveRules };
