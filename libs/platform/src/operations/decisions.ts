import { invalid, type Instant } from '@loyalty/kernel';
import { streamPart } from '@loyalty/contracts';
import { streamName, type Decider, type DomainEvent, type StreamOf } from '@loyalty/ledger';
import { notParked, type EventReference, type ParkedKey } from '@loyalty/messaging';

/** Of no context: nothing is projected from these streams, and nothing is published. */
export const OPERATIONS_CATEGORY = 'operations';
export const REASON_LENGTH_MAX = 500;

/** What a person decided about a key whose messages a consumer could not take. */
interface Decided {
  readonly consumer: string;
  readonly key: string;
  /** The message that stood first under the key then. */
  readonly first: EventReference;
}

/** The key's messages are to be tried again, from the first. Whether they could be taken this time is not said. */
export type ParkedRetried = DomainEvent<'parked.retried.v1', Decided>;
/** The first message is never to be taken. */
export type ParkedDiscarded = DomainEvent<'parked.discarded.v1', Decided & { readonly reason: string }>;
export type OperationsEvent = ParkedRetried | ParkedDiscarded;

export type DecideOnParked = {
  readonly consumer: string;
  readonly key: string;
  /** What lies under the key now. */
  readonly parked: ParkedKey | undefined;
  readonly effectiveAt: Instant;
} & ({ readonly kind: 'retry' } | { readonly kind: 'discard'; readonly reason: string });

/** What is parked is the parking's to say; the log only remembers who decided what. */
export type NothingKept = Readonly<Record<string, never>>;

/** Refuses with `not_parked`, and a discard without a reason with `reason_missing`. */
export const operations: Decider<NothingKept, DecideOnParked, OperationsEvent> = {
  initial: {},
  stateVersion: 1,
  decide(command) {
    const { consumer, key, parked, effectiveAt } = command;
    if (parked === undefined) throw notParked(consumer, key);
    const decided: Decided = { consumer, key, first: parked.first };
    if (command.kind === 'retry') return [{ type: 'parked.retried.v1', data: decided, effectiveAt }];
    const { reason } = command;
    if (reason.trim() === '' || reason.length > REASON_LENGTH_MAX) {
      throw invalid('reason_missing', `A message is discarded for a reason, of 1 to ${REASON_LENGTH_MAX} characters`, { length: reason.length });
    }
    return [{ type: 'parked.discarded.v1', data: { ...decided, reason }, effectiveAt }];
  },
  evolve: (state) => state,
};

/** The decisions on one consumer's parked messages. */
export function operationsStream(consumer: string): StreamOf<NothingKept, DecideOnParked, OperationsEvent> {
  return { name: streamName(OPERATIONS_CATEGORY, streamPart(consumer)), decider: operations };
}
