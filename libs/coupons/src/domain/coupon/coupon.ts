import type { CouponAssigned, CouponEvent, CouponSource, CouponTerms, CouponUseEvent } from '@loyalty/contracts';
import { conflict, invalid, memoized, rejected, type Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { codeKey } from '../codes/canonical-code';
import { counted, usedAt } from '../limits/counter';
import { NO_USES, type CounterState } from '../limits/counter-state';
import { decideUse, type UseCommand } from '../limits/decide-use';

/** One code: whose it is, whether it can be used, and what is used of it. A code that nothing happened to has no stream. */
export interface CouponState {
  readonly assigned?: CouponAssigned['data'];
  readonly disabled?: string;
  readonly uses: CounterState;
}

/** What a command says of a code; whoever gives it has found out where the code comes from. */
interface OfCode {
  readonly code: string;
  readonly at: Instant;
}

export type CouponCommand =
  | ({ readonly kind: 'assign'; readonly batchId: string; readonly campaignId: string; readonly memberId: string; readonly reasonCode: string; readonly source: CouponSource; readonly terms: CouponTerms; readonly usesPerCode: number } & OfCode)
  | ({ readonly kind: 'disable' | 'enable'; readonly reasonCode: string } & OfCode)
  | UseCommand;

/** @throws conflict `code_assigned`; state `code_disabled`, `code_spent`, `limit_exhausted`; validation `coupon_invalid` */
export const coupon: Decider<CouponState, CouponCommand, CouponEvent | CouponUseEvent> = {
  initial: { uses: NO_USES },
  stateVersion: 1,
  decide(command, state) {
    switch (command.kind) {
      case 'assign':
        return decideAssign(command, state);
      case 'disable':
      case 'enable': {
        const { kind, code, reasonCode, at } = command;
        const type = kind === 'disable' ? 'coupon.disabled.v1' : 'coupon.enabled.v1';
        return (state.disabled !== undefined) === (kind === 'disable') ? [] : [{ type, effectiveAt: at, data: { code, reasonCode } }];
      }
      default:
        return decideUse(command, state.uses);
    }
  },
  evolve(state, event) {
    switch (event.type) {
      case 'coupon.assigned.v1':
        return { ...state, assigned: event.data };
      case 'coupon.disabled.v1':
        return { ...state, disabled: event.data.reasonCode };
      case 'coupon.enabled.v1': {
        const { disabled: _, ...enabled } = state;
        return enabled;
      }
      default:
        return { ...state, uses: counted(state.uses, event) };
    }
  },
};

export type CouponStream = StreamOf<CouponState, CouponCommand, CouponEvent | CouponUseEvent>;

/** The stream of a code in its canonical form. */
export const couponStream = memoized((canonical): CouponStream => ({ name: streamName('coupon', codeKey(canonical)), decider: coupon }));

/** Uses of one code, held ones included. */
export function usesOf({ uses }: CouponState, at: Instant): number {
  return usedAt(uses, { count: 'uses', every: 'ever' }, at, at.slice(0, 10));
}

/** Whether nobody has it and nothing of it is used. */
export function isFree(state: CouponState, at: Instant): boolean {
  return state.assigned === undefined && state.disabled === undefined && usesOf(state, at) === 0;
}

function decideAssign(command: Extract<CouponCommand, { kind: 'assign' }>, state: CouponState): readonly CouponEvent[] {
  const { code, batchId, campaignId, memberId, reasonCode, source, terms, usesPerCode, at } = command;
  const { validFrom, validUntil } = terms;
  if (state.assigned !== undefined) throw conflict('code_assigned', 'This code is a member\'s already', { code });
  if (state.disabled !== undefined) throw rejected('code_disabled', 'This code cannot be used', { code, reasonCode: state.disabled });
  if (usesOf(state, at) >= usesPerCode) throw rejected('code_spent', 'This code is used up', { code, usesPerCode });
  if (validUntil !== undefined && (validUntil <= at || (validFrom !== undefined && validUntil <= validFrom))) {
    throw invalid('coupon_invalid', '/validUntil: the code would end before it can be used', { field: '/validUntil', validUntil });
  }
  return [{ type: 'coupon.assigned.v1', effectiveAt: at, data: { code, batchId, campaignId, memberId, reasonCode, source, ...terms } }];
}
