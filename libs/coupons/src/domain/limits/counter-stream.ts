import { streamPart, type CouponUseEvent } from '@loyalty/contracts';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { counted } from './counter';
import { NO_USES, type CounterState } from './counter-state';
import { decideUse, type UseCommand } from './decide-use';

/** Uses and money of one campaign in all, of one of its members, or of one device. */
export const counter: Decider<CounterState, UseCommand, CouponUseEvent> = { initial: NO_USES, stateVersion: 1, decide: decideUse, evolve: counted };

export type CounterStream = StreamOf<CounterState, UseCommand, CouponUseEvent>;

/** `couponUse-<campaignId>.campaign`, or `….member.<memberId>`, `….device.<device>`. */
export function counterStream(campaignId: string, per: 'campaign' | 'member' | 'device', subject?: string): CounterStream {
  const name = subject === undefined ? streamName('couponUse', streamPart(campaignId), per) : streamName('couponUse', streamPart(campaignId), per, streamPart(subject));
  return { name, decider: counter };
}
