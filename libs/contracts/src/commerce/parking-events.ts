import type { Instant } from '@loyalty/kernel';
import type { Fact, FactType } from './facts';

/** Why a fact contradicts what is known. */
export const PARKING_CODES = [
  'currency_differs', 'tax_mode_differs', 'member_differs', 'lines_differ', 'shipping_differs',
  'paid_after_cancelled', 'fulfilled_after_cancelled', 'refunded_after_cancelled', 'cancelled_after_fulfilled', 'cancelled_before_paid',
  'refund_differs', 'refund_line_unknown', 'refund_above_quantity', 'refund_above_line', 'refund_above_shipping', 'refund_above_total',
  'registration_differs', 'activity_differs',
] as const;
export type ParkingCode = (typeof PARKING_CODES)[number];

interface ParkingEventOf<Type extends string, Data> {
  readonly type: Type;
  readonly effectiveAt: Instant;
  readonly data: Data;
}

/** The fact contradicts what is known. It has no effect until an operator retries it, or discards it for good. */
export type FactParked = ParkingEventOf<'fact.parked.v1', {
  readonly fact: Fact;
  readonly code: ParkingCode;
  /** What clashed with what, in ids and figures. */
  readonly facts: Readonly<Record<string, string | number>>;
}>;
/** The fact came before what it builds on, and takes effect when that comes: the `order` itself, or its `payment`. */
export type FactWaiting = ParkingEventOf<'fact.waiting.v1', { readonly fact: Fact; readonly waitsFor: 'order' | 'payment' }>;
/** An operator let a parked fact count after all, with these data if they were corrected; its effect follows in the same command. */
export type FactRetried = ParkingEventOf<'fact.retried.v1', {
  readonly factId: string;
  readonly factType: FactType;
  readonly corrected: boolean;
  /** It prevailed over what it contradicted. */
  readonly overruled: boolean;
  readonly reason: string;
}>;
/** An operator decided that a parked fact never counts. */
export type FactDiscarded = ParkingEventOf<'fact.discarded.v1', { readonly factId: string; readonly factType: FactType; readonly reason: string }>;

/** May stand on any stream of commerce. */
export type ParkingEvent = FactParked | FactWaiting | FactRetried | FactDiscarded;
