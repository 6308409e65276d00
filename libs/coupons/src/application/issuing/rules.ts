import type { IssuingRule } from '@loyalty/contracts';
import { rejected } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { batchStream, knownBatch } from '../../domain/batch/batch';
import { issuingRuleStream, knownRule, type IssuingRuleState } from '../../domain/issuing/issuing-rule';
import { liveRulesStream } from '../../domain/issuing/live-rules';

export interface IssuingRuleAnswer {
  readonly ruleId: string;
  readonly status: 'active' | 'ended';
}

/**
 * Has a rule give codes of a batch from now on, or changes what it says.
 * @throws validation `issuing_rule_invalid`; not_found `batch_unknown`; state `batch_not_generated`, `issuing_rule_ended`,
 * `too_many_issuing_rules`
 */
export function defineIssuingRule(ledger: Ledger, command: Command, rule: IssuingRule): Promise<Result<IssuingRuleAnswer>> {
  const { ruleId, batchId } = rule;
  const [stream, batch] = [issuingRuleStream(ruleId), batchStream(batchId)];
  return ledger.transact(command, {
    streams: [stream, liveRulesStream, batch],
    decide(tx) {
      const { generated } = tx.state(batch);
      knownBatch(tx.state(batch));
      if (generated === undefined) throw rejected('batch_not_generated', 'Codes of this batch were imported: assign one of them', { batchId });
      tx.execute(stream, { kind: 'define', rule, at: tx.now });
      tx.execute(liveRulesStream, { kind: 'list', ruleId, at: tx.now });
      return { ruleId, status: 'active' };
    },
  });
}

/** Ends a rule for good; what it gave stays. Throws `issuing_rule_unknown`. */
export function endIssuingRule(ledger: Ledger, command: Command, ruleId: string): Promise<Result<IssuingRuleAnswer>> {
  const stream = issuingRuleStream(ruleId);
  return ledger.transact(command, {
    streams: [stream, liveRulesStream],
    decide(tx) {
      tx.execute(stream, { kind: 'end', ruleId, at: tx.now });
      tx.execute(liveRulesStream, { kind: 'unlist', ruleId, at: tx.now });
      return { ruleId, status: 'ended' };
    },
  });
}

/** A rule, whether or not it has ended. Throws `issuing_rule_unknown`. */
export async function findIssuingRule(ledger: Ledger, ruleId: string): Promise<{ readonly state: IssuingRuleState; readonly revision: number }> {
  const found = await ledger.peek(issuingRuleStream(ruleId));
  knownRule(found.state, ruleId);
  return found;
}

/** Every rule that has not ended, in the order in which they came. */
export async function liveIssuingRules(ledger: Ledger): Promise<readonly IssuingRule[]> {
  const { ruleIds } = (await ledger.peek(liveRulesStream)).state;
  const states = await Promise.all(ruleIds.map(async (ruleId) => (await ledger.peek(issuingRuleStream(ruleId))).state));
  return states.flatMap(({ rule, endedAt }) => (rule === undefined || endedAt !== undefined ? [] : [rule]));
}
