import { invalid } from '@loyalty/kernel';
import type { CloudEvent } from './cloud-event';

/** A CloudEvent in Kafka's binary mode: attributes as headers, data alone as the value. */
export interface BinaryMessage {
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

const PREFIX = 'ce_';

/** CloudEvents Kafka protocol binding 1.0.2, section 3.2. */
export function toBinary({ data, datacontenttype, ...attributes }: CloudEvent): BinaryMessage {
  const headers: Record<string, string> = { 'content-type': datacontenttype };
  for (const [name, value] of Object.entries(attributes)) headers[PREFIX + name] = value as string;
  return { headers, value: JSON.stringify(data) };
}

/**
 * Reads either mode: binary, or structured (`application/cloudevents+json`), as a consumer must. Unknown attributes are
 * kept. Throws `cloud_event_invalid` when the value is no JSON object or no attributes are there.
 */
export function readCloudEvent({ headers, value }: BinaryMessage): CloudEvent {
  const type = (headers['content-type'] ?? '').toLowerCase();
  if (type.startsWith('application/cloudevents+json')) {
    const event = parse(value);
    if (typeof event === 'object' && event !== null && !Array.isArray(event)) return event as CloudEvent;
    throw invalid('cloud_event_invalid', 'A structured CloudEvent is a JSON object');
  }
  const attributes = Object.entries(headers).filter(([name]) => name.startsWith(PREFIX)).map(([name, text]) => [name.slice(PREFIX.length), text]);
  if (attributes.length === 0) throw invalid('cloud_event_invalid', 'The message has no CloudEvents attributes');
  return { ...Object.fromEntries(attributes), datacontenttype: 'application/json', data: parse(value) } as CloudEvent;
}

function parse(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch (cause) {
    throw invalid('cloud_event_invalid', `The value is not JSON: ${(cause as Error).name}`);
  }
}
