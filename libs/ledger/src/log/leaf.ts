import { invalid, type Instant } from '@loyalty/kernel';
import type { EventToAppend } from './event-store';
import type { RecordedEvent } from './event';

/**
 * The bytes of an event as they are stored, hashed and exported: one line of JSON, members in this order, no white
 * space. docs/file-format.md describes it for whoever writes a second verifier. Nothing ever serialises it again.
 * Throws `event_not_json` for data that JSON cannot hold.
 */
export function eventLine(position: number, recordedAt: Instant, event: EventToAppend): string {
  const cause = event.cause === undefined ? '' : `,"cause":${json(event.cause, event)}`;
  // Stream, type and instants hold no character that JSON escapes: their forms were checked on the way in.
  return `{"position":${position},"stream":"${event.stream}","revision":${event.revision},"type":"${event.type}"`
    + `,"recordedAt":"${recordedAt}","effectiveAt":"${event.effectiveAt}","command":${json(event.command, event)}`
    + `,"actor":${json(event.actor, event)}${cause},"data":${json(event.data, event)}}`;
}

function json(value: unknown, { stream, type }: EventToAppend): string {
  try {
    const text = JSON.stringify(value);
    if (text !== undefined) return text;
  } catch {
    // A bigint, a cycle or a toJSON that throws: said below, with the place.
  }
  throw invalid('event_not_json', `An event of ${stream} holds what JSON cannot`, { stream, type });
}

export function parseEventLine(line: string): RecordedEvent {
  return JSON.parse(line) as RecordedEvent;
}
