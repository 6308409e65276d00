import type { ErrorRecord, Instant } from '@loyalty/kernel';
import type { Discard, DiscardedEvent, EventReference, ParkedReason } from '@loyalty/messaging';

/**
 * One parked event. Each carries the reason of its key as it was when the event came, so that the next in line never
 * stands there without one, and so that every call on the store is a write of one record.
 */
export interface ParkedRecord extends EventReference {
  readonly _id: string;
  readonly consumer: string;
  readonly key: string;
  /** As JSON text: facts may have names that a field cannot have. */
  readonly error: string;
  readonly attempts: number;
  readonly parkedAt: string;
}

export interface DiscardedRecord extends EventReference {
  readonly _id: string;
  readonly consumer: string;
  readonly key: string;
  readonly reason: string;
  readonly actor: string;
  readonly at: string;
}

/** Any text may stand in a consumer's name and a key; JSON keeps them apart. */
export function recordId(...parts: readonly (string | number)[]): string {
  return JSON.stringify(parts);
}

export function referenceOf({ position, stream, revision }: EventReference): EventReference {
  return { position, stream, revision };
}

export function reasonRecord({ error, attempts, parkedAt }: ParkedReason): Pick<ParkedRecord, 'error' | 'attempts' | 'parkedAt'> {
  return { error: JSON.stringify(error), attempts, parkedAt };
}

export function reasonOf({ error, attempts, parkedAt }: ParkedRecord): ParkedReason {
  return { error: JSON.parse(error) as ErrorRecord, attempts, parkedAt: parkedAt as Instant };
}

export function discardRecord(consumer: string, key: string, event: EventReference, { reason, actor, at }: Discard): DiscardedRecord {
  return { _id: recordId(consumer, event.position), consumer, key, ...referenceOf(event), reason, actor, at };
}

export function discardedEvent({ key, reason, actor, at, ...event }: DiscardedRecord): DiscardedEvent {
  return { key, ...referenceOf(event), reason, actor, at: at as Instant };
}
