import { streamPart, type CouponUseEvent } from '@loyalty/contracts';
import { memoized } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { counted } from './counter';
import { NO_USES, type CounterState } from './counter-state';
import { decideUse, type UseCommand } from './decide-use';

/** Uses and money of one campaign in all, of one of its members, or of one device. */
export const counter: Decider<CounterState, UseCommand, CouponUseEvent> = { initial: NO_USES, stateVersion: 1, decide: decideUse, evolve: counted };

export type CounterStream = StreamOf<CounterState, UseCommand, CouponUseEvent>;

/** A shop has few campaigns at a time, and a campaign many members. */
const CAMPAIGNS_MAX = 256;
const SUBJECTS_MAX = 1_024;

const countersOf = memoized((campaignId) => {
  const stream = (...per: string[]): CounterStream => ({ name: streamName('couponUse', streamPart(campaignId), ...per), decider: counter });
  return {
    campaign: stream('campaign'),
    member: memoized((memberId) => stream('member', streamPart(memberId)), SUBJECTS_MAX),
    device: memoized((device) => stream('device', streamPart(device)), SUBJECTS_MAX),
  };
}, CAMPAIGNS_MAX);

/** `couponUse-<campaignId>.campaign`. */
export function campaignCounter(campaignId: string): CounterStream {
  return countersOf(campaignId).campaign;
}

/** `couponUse-<campaignId>.member.<memberId>`, or `….device.<device>`. */
export function subjectCounter(campaignId: string, per: 'member' | 'device', subject: string): CounterStream {
  return countersOf(campaignId)[per](subject);
}
