import { streamPart, type AttemptRejected } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

/** How often a subject was refused; what exactly, fraud reads from the events. */
export interface AttemptsState {
  readonly rejected: number;
}

export interface RejectAttempt {
  readonly attempt: AttemptRejected['data'];
  readonly at: Instant;
}

const attempts: Decider<AttemptsState, RejectAttempt, AttemptRejected> = {
  initial: { rejected: 0 },
  stateVersion: 1,
  decide: ({ attempt, at }) => [{ type: 'coupon.attempt.rejected.v1', effectiveAt: at, data: attempt }],
  evolve: ({ rejected }) => ({ rejected: rejected + 1 }),
};

/** `couponAttempt-member.<memberId>`, else `….device.<device>`, else `….stranger`. */
export function attemptStream({ memberId, device }: { readonly memberId?: string | undefined; readonly device?: string | undefined }): StreamOf<AttemptsState, RejectAttempt, AttemptRejected> {
  const name = memberId !== undefined ? streamName('couponAttempt', 'member', streamPart(memberId)) : device !== undefined ? streamName('couponAttempt', 'device', streamPart(device)) : streamName('couponAttempt', 'stranger');
  return { name, decider: attempts };
}
