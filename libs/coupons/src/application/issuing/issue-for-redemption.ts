import type { Command, Ledger, Result } from '@loyalty/ledger';
import type { Instant } from '@loyalty/kernel';
import { batchStream } from '../../domain/batch/batch';
import type { BatchState } from '../../domain/batch/batch-state';
import { canonicalCode } from '../../domain/codes/canonical-code';
import { codeBookStream } from '../../domain/codes/code-book';
import { couponStream, usesOf } from '../../domain/coupon/coupon';
import { issuanceFor } from '../../domain/issuing/issuance';
import { redemptionStream } from '../../domain/redemption/redemption';
import { issueWith } from '../codes/issue-code';
import { orNothing, type Issued, type IssuedByRule, type IssuingDesk } from './issue-by-rule';

/** A command of the one that something follows from; the same name is the same command. */
export type Following = (name: string) => Command;

const REASON = 'promotion';
const TAKEN_BACK = 'redemption_reversed';

/** One coupon that a campaign gives with a redemption. */
interface Promised {
  readonly campaignId: string;
  readonly couponOf: string;
}

/**
 * Gives the member the coupons that campaigns promised with a redemption, one commit for each, as long as it is committed. A
 * guest is given none. Each comes from the newest generated batch of its campaign that has a code left; where there is none,
 * so is no coupon.
 */
export async function issueForRedemption(desk: IssuingDesk, following: Following, redemptionId: string, at: Instant): Promise<readonly Issued[]> {
  const { status, content } = (await desk.ledger.peek(redemptionStream(redemptionId))).state;
  const memberId = content?.request.member?.memberId;
  if (status !== 'committed' || memberId === undefined) return [];
  const promised = content!.result.coupons.flatMap(({ campaignId, couponOf, quantity }) => Array.from({ length: quantity }, (): Promised => ({ campaignId, couponOf })));
  const results: Issued[] = [];
  for (const [i, one] of promised.entries()) {
    const batchId = await batchFor(desk.ledger, one.couponOf, at);
    if (batchId !== undefined) results.push(await orNothing(issueOne(desk, following(`coupon:${i}`), redemptionId, memberId, one, i, batchId)));
  }
  return results;
}

function issueOne({ ledger, keys, hands }: IssuingDesk, command: Command, redemptionId: string, memberId: string, { campaignId: id }: Promised, before: number, batchId: string): Promise<Result<IssuedByRule>> {
  const [redemption, issuance] = [redemptionStream(redemptionId), issuanceFor(redemptionId)];
  const source = { kind: 'campaign', id } as const;
  return issueWith(ledger, keys, hands, command, batchId, {
    streams: [redemption, issuance],
    decide(tx, give): IssuedByRule {
      // What was reversed meanwhile is followed by nothing that would be taken back.
      if (tx.state(redemption).status !== 'committed' || tx.state(issuance).times > before) return {};
      const given = give({ memberId, reasonCode: REASON, source });
      tx.execute(issuance, { issued: { source, memberId, code: canonicalCode(given.code)!, batchId, campaignId: given.campaignId, redemptionId }, at: tx.now });
      return { given };
    },
  });
}

async function batchFor(ledger: Ledger, campaignId: string, at: Instant): Promise<string | undefined> {
  const { batches } = (await ledger.peek(codeBookStream)).state;
  for (const one of batches.toReversed()) {
    if (one.campaignId === campaignId && hasCodes((await ledger.peek(batchStream(one.batchId))).state, at)) return one.batchId;
  }
  return undefined;
}

function hasCodes({ generated, disabled, terms, issued }: BatchState, at: Instant): boolean {
  if (generated === undefined || disabled !== undefined || (terms?.validUntil !== undefined && terms.validUntil <= at)) return false;
  return issued.next <= generated.range.size || issued.left.length > 0;
}

/** Blocks the coupons that were given with a redemption which is reversed, unless they are held or used. Gives back how many. */
export async function takeBackIssued(ledger: Ledger, following: Following, redemptionId: string): Promise<number> {
  const { codes } = (await ledger.peek(issuanceFor(redemptionId))).state;
  let taken = 0;
  for (const code of codes) {
    const stream = couponStream(code);
    const { answer } = await ledger.transact(following(`take:${code}`), {
      streams: [stream],
      decide: (tx) => (usesOf(tx.state(stream), tx.now) > 0 ? 0 : tx.execute(stream, { kind: 'disable', code, reasonCode: TAKEN_BACK, at: tx.now }).length),
    });
    taken += answer;
  }
  return taken;
}
