import type { CouponHolderEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';

/** Whether the codes that are assigned to a member can be used. */
export interface HolderState {
  readonly disabled?: string;
}

export interface DisableHolder {
  readonly kind: 'disable' | 'enable';
  readonly memberId: string;
  readonly reasonCode: string;
  readonly at: Instant;
}

export const holder: Decider<HolderState, DisableHolder, CouponHolderEvent> = {
  initial: {},
  stateVersion: 1,
  decide({ kind, memberId, reasonCode, at }, { disabled }) {
    const type = kind === 'disable' ? 'coupon.holder.disabled.v1' : 'coupon.holder.enabled.v1';
    return (disabled !== undefined) === (kind === 'disable') ? [] : [{ type, effectiveAt: at, data: { memberId, reasonCode } }];
  },
  evolve: (_, { type, data }) => (type === 'coupon.holder.disabled.v1' ? { disabled: data.reasonCode } : {}),
};

export type HolderStream = StreamOf<HolderState, DisableHolder, CouponHolderEvent>;

export function holderStream(memberId: string): HolderStream {
  return { name: streamName('couponHolder', memberId), decider: holder };
}
