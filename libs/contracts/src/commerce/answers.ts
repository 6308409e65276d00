/**
 * applied: it is durable, and its effect too (or it waits, see `code`). duplicate: nothing new, nothing written.
 * parked: it contradicts what is known; durable, without effect. rejected: it was not taken.
 */
export type FactStatus = 'applied' | 'duplicate' | 'parked' | 'rejected';

export interface FactAnswer {
  readonly factId: string;
  readonly status: FactStatus;
  /**
   * applied: `waits_for_order`, `waits_for_payment` when the effect comes later. duplicate: `superseded` when a later state
   * is known already. parked: a `ParkingCode`. rejected: the code of the error.
   */
  readonly code?: string;
  /** Of a rejected fact: JSON pointer to the field at fault, from the fact's root, where it is one. */
  readonly field?: string;
  /** Of a rejected fact: the same fact may be taken when sent again. */
  readonly retryable?: true;
  /** This very fact id was answered before and gets its answer again. */
  readonly repeated?: true;
  /** The log's position once it was settled; absent when it was rejected. */
  readonly position?: number;
}
