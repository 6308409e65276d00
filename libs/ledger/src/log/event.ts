import type { Instant } from '@loyalty/kernel';
import type { StreamName } from './stream-name';

/** What a decider says has happened; `effectiveAt` is when it counts for the business. */
export interface DomainEvent<Type extends string = string, Data = unknown> {
  readonly type: Type;
  readonly data: Data;
  readonly effectiveAt: Instant;
}

/** An event as it stands in the log. Nothing of it ever changes. */
export interface RecordedEvent<Event extends DomainEvent = DomainEvent> {
  /** Place in the whole log: 1 for the first event, without gaps. */
  readonly position: number;
  readonly stream: StreamName;
  /** Place in its stream: 1 for the first event, without gaps. */
  readonly revision: number;
  readonly type: Event['type'];
  readonly data: Event['data'];
  /** When the log took it; never earlier than that of the event before. */
  readonly recordedAt: Instant;
  /** When it counts for the business. */
  readonly effectiveAt: Instant;
  /** The id of the command that caused it. */
  readonly command: string;
  /** Who gave that command. */
  readonly actor: string;
  /** The event that the command reacted to, as `<stream>@<revision>`, if it did. */
  readonly cause?: string;
}

/** The id under which an event is published: unique within a log, and the same in every replay. */
export function eventId(event: Pick<RecordedEvent, 'stream' | 'revision'>): string {
  return `${event.stream}@${event.revision}`;
}
