import { streamPart, type IssuingRule, type IssuingRuleEvent } from '@loyalty/contracts';
import { canonicalJson, notFound, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { assertRule } from './assert-rule';

/** When members are given codes of a batch. A rule may be changed until it has ended. */
export interface IssuingRuleState {
  readonly rule?: IssuingRule;
  readonly definedAt?: Instant;
  readonly endedAt?: Instant;
}

export type IssuingRuleCommand =
  | { readonly kind: 'define'; readonly rule: IssuingRule; readonly at: Instant }
  | { readonly kind: 'end'; readonly ruleId: string; readonly at: Instant };

/** @throws validation `issuing_rule_invalid`; not_found `issuing_rule_unknown`; state `issuing_rule_ended` */
export const issuingRule: Decider<IssuingRuleState, IssuingRuleCommand, IssuingRuleEvent> = {
  initial: {},
  stateVersion: 1,
  decide(command, state) {
    if (command.kind === 'define') {
      const { rule, at } = command;
      assertRule(rule);
      if (state.endedAt !== undefined) throw rejected('issuing_rule_ended', 'This rule has ended for good', { ruleId: rule.ruleId });
      return state.rule !== undefined && canonicalJson(state.rule) === canonicalJson(rule) ? [] : [{ type: 'coupon.rule.defined.v1', effectiveAt: at, data: rule }];
    }
    knownRule(state, command.ruleId);
    return state.endedAt === undefined ? [{ type: 'coupon.rule.ended.v1', effectiveAt: command.at, data: { ruleId: command.ruleId } }] : [];
  },
  evolve: (state, { type, data, effectiveAt }) => (type === 'coupon.rule.defined.v1' ? { rule: data, definedAt: effectiveAt } : { ...state, endedAt: effectiveAt }),
};

export type IssuingRuleStream = StreamOf<IssuingRuleState, IssuingRuleCommand, IssuingRuleEvent>;

export function issuingRuleStream(ruleId: string): IssuingRuleStream {
  return { name: streamName('issuingRule', streamPart(ruleId)), decider: issuingRule };
}

/** @throws not_found `issuing_rule_unknown` */
export function knownRule({ rule }: IssuingRuleState, ruleId: string): IssuingRule {
  if (rule === undefined) throw notFound('issuing_rule_unknown', `There is no issuing rule ${ruleId}`, { ruleId });
  return rule;
}
