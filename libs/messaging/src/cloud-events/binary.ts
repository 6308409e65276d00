import { invalid } from '@loyalty/kernel';
import type { CloudEvent } from './cloud-event';
import { parseExactJson } from './exact-json';

/** A CloudEvent in Kafka's binary mode: attributes as headers, data alone as the value. */
export interface BinaryMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const PREFIX = 'ce_';

/** CloudEvents Kafka protocol binding 1.0.2, section 3.2. */
export function toBinary(event: CloudEvent): BinaryMessage {
  const headers: Record<string, string> = { 'content-type': event.datacontenttype };
  for (const name in event) if (name !== 'data' && name !== 'datacontenttype') headers[PREFIX + name] = event[name as keyof CloudEvent] as string;
  return { headers, value: JSON.stringify(event.data) };
}

/**
 * Reads either mode: binary, or structured (`application/cloudevents+json`), as a consumer must. Unknown attributes are
 * kept. Throws `cloud_event_invalid` when no attributes are there or a structured value is no object, and what
 * `parseExactJson` throws.
 */
export function readCloudEvent({ headers, value }: BinaryMessage): CloudEvent {
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('application/cloudevents+json')) {
    const event = parseExactJson(value);
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event as CloudEvent;
    throw invalid('cloud_event_invalid', 'A structured CloudEvent is a JSON object');
  }
  const attributes: Record<string, unknown> = {};
  let found = false;
  for (const name in headers) {
    if (!name.startsWith(PREFIX)) continue;
    attributes[name.slice(PREFIX.length)] = headers[name];
    found = true;
  }
  if (!found) throw invalid('cloud_event_invalid', 'The message has no CloudEvents attributes');
  attributes['datacontenttype'] = 'application/json';
  attributes['data'] = parseExactJson(value);
  return attributes as unknown as CloudEvent;
}
