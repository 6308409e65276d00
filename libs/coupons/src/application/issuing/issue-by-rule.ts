import type { IssuingRule } from '@loyalty/contracts';
import { isDomainError } from '@loyalty/kernel';
import type { Command, Ledger, Result } from '@loyalty/ledger';
import { canonicalCode } from '../../domain/codes/canonical-code';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { isDue, issuanceByRule } from '../../domain/issuing/issuance';
import { issuingRuleStream } from '../../domain/issuing/issuing-rule';
import { issueWith, type CodeGiven } from '../codes/issue-code';
import type { SerialsInHand } from '../codes/serials-in-hand';

/** What issuing works with. */
export interface IssuingDesk {
  readonly ledger: Ledger;
  readonly keys: CodeKeys;
  readonly hands: SerialsInHand;
}

/** What a member was given; nothing where it was not due. */
export interface IssuedByRule {
  readonly given?: CodeGiven;
}

const REASON = 'issuing_rule';

/**
 * Gives a member the next code of a rule's batch, in one commit with the fact that the rule did: at most once, or once in so
 * many days, under any race. Nothing is given where the rule has ended or gives from another batch by now.
 * @throws what `issueCode` throws
 */
export function issueByRule({ ledger, keys, hands }: IssuingDesk, command: Command, rule: IssuingRule, memberId: string): Promise<Result<IssuedByRule>> {
  const { ruleId, batchId, days, minimumAmount, value, againAfterDays } = rule;
  const [stream, issuance] = [issuingRuleStream(ruleId), issuanceByRule(ruleId, memberId)];
  const source = { kind: 'rule', id: ruleId } as const;
  const terms = { ...(days === undefined ? {} : { days }), ...(minimumAmount === undefined ? {} : { minimumAmount }), ...(value === undefined ? {} : { value }) };
  return issueWith(ledger, keys, hands, command, batchId, {
    streams: [stream, issuance],
    decide(tx, give): IssuedByRule {
      const now = tx.state(stream);
      if (now.endedAt !== undefined || now.rule?.batchId !== batchId || !isDue(tx.state(issuance), againAfterDays, tx.now)) return {};
      const given = give({ memberId, reasonCode: REASON, source, ...terms });
      tx.execute(issuance, { issued: { source, memberId, code: canonicalCode(given.code)!, batchId, campaignId: given.campaignId }, at: tx.now });
      return { given };
    },
  });
}

/**
 * What came of issuing, where a refusal (a batch that has no codes left, say) is no fault of whoever asked: it stands as the
 * command's answer, and gives nothing. What asking again can change is thrown.
 */
export async function orNothing(issuing: Promise<Result<IssuedByRule>>): Promise<Issued> {
  try {
    const { answer, repeated } = await issuing;
    return answer.given === undefined ? 'nothing' : repeated ? 'before' : 'now';
  } catch (error) {
    if (isDomainError(error) && !error.retryable) return 'nothing';
    throw error;
  }
}

/** Whether somebody was given a coupon: now, by the same command before, or not at all. */
export type Issued = 'now' | 'before' | 'nothing';
