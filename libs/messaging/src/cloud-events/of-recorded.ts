import { instant, invalid } from '@loyalty/kernel';
import { assertStreamName, eventId, type RecordedEvent } from '@loyalty/ledger';
import type { CloudEvent } from './cloud-event';

const SOURCE = /^\/ledger\/[0-9a-f]{32}$/;

export function sourceOf(logId: string): string {
  return `/ledger/${logId}`;
}

/** What is published of an event: the same in every replay. */
export function toCloudEvent(event: RecordedEvent, logId: string): CloudEvent {
  return {
    specversion: '1.0',
    id: eventId(event),
    source: sourceOf(logId),
    type: event.type,
    subject: event.stream,
    time: event.recordedAt,
    datacontenttype: 'application/json',
    position: String(event.position),
    revision: String(event.revision),
    command: event.command,
    actor: event.actor,
    effectiveat: event.effectiveAt,
    ...(event.cause === undefined ? {} : { cause: event.cause }),
    data: event.data,
  };
}

/**
 * The event that `toCloudEvent` was given, so that a reaction runs unchanged behind a broker. Throws
 * `cloud_event_invalid` for what did not come from a ledger.
 */
export function fromCloudEvent(event: CloudEvent): { event: RecordedEvent; logId: string } {
  const { specversion, source, subject, id, revision } = event;
  if (specversion !== '1.0') throw refuse('specversion');
  if (!SOURCE.test(source)) throw refuse('source');
  if (typeof subject !== 'string' || id !== `${subject}@${revision}`) throw refuse('id');
  const recorded: RecordedEvent = {
    position: place(event.position, 'position'),
    stream: assertStreamName(subject),
    revision: place(revision, 'revision'),
    type: text(event.type, 'type'),
    data: event.data,
    recordedAt: instant(event.time),
    effectiveAt: instant(event.effectiveat),
    command: text(event.command, 'command'),
    actor: text(event.actor, 'actor'),
    ...(event.cause === undefined ? {} : { cause: text(event.cause, 'cause') }),
  };
  return { event: recorded, logId: source.slice('/ledger/'.length) };
}

function place(value: unknown, attribute: string): number {
  const number = typeof value === 'string' && /^[1-9][0-9]{0,15}$/.test(value) ? Number(value) : NaN;
  if (!Number.isSafeInteger(number)) throw refuse(attribute);
  return number;
}

function text(value: unknown, attribute: string): string {
  if (typeof value !== 'string' || value === '') throw refuse(attribute);
  return value;
}

/** The value is not repeated: what somebody sent may be personal. */
function refuse(attribute: string) {
  return invalid('cloud_event_invalid', `The CloudEvents attribute ${attribute} is missing or not as a ledger writes it`, { attribute });
}
