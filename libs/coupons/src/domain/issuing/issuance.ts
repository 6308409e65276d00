import { streamPart, type CouponIssuedToMember } from '@loyalty/contracts';
import { plusMs, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

const DAY_MS = 86_400_000;

/** What a rule gave one member, or what the campaigns of one redemption gave. */
export interface IssuanceState {
  readonly times: number;
  readonly lastAt?: Instant;
  /** Of a redemption; rules do not take back. */
  readonly codes: readonly string[];
}

export interface Issue {
  readonly issued: CouponIssuedToMember['data'];
  readonly at: Instant;
}

const issuance: Decider<IssuanceState, Issue, CouponIssuedToMember> = {
  initial: { times: 0, codes: [] },
  stateVersion: 1,
  decide: ({ issued, at }) => [{ type: 'coupon.issued.v1', effectiveAt: at, data: issued }],
  evolve: ({ times, codes }, { data, effectiveAt }) => ({ times: times + 1, lastAt: effectiveAt, codes: data.redemptionId === undefined ? codes : [...codes, data.code] }),
};

export type IssuanceStream = StreamOf<IssuanceState, Issue, CouponIssuedToMember>;

export function issuanceByRule(ruleId: string, memberId: string): IssuanceStream {
  return { name: streamName('couponIssue', `rule.${streamPart(ruleId)}.${streamPart(memberId)}`), decider: issuance };
}

export function issuanceFor(redemptionId: string): IssuanceStream {
  return { name: streamName('couponIssue', `redemption.${streamPart(redemptionId)}`), decider: issuance };
}

/** Whether a rule may give the member another one: after so many days, or else only the first. */
export function isDue({ lastAt }: IssuanceState, againAfterDays: number | undefined, at: Instant): boolean {
  if (lastAt === undefined) return true;
  return againAfterDays !== undefined && at >= plusMs(lastAt, againAfterDays * DAY_MS);
}
