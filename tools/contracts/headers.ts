import type { JsonSchema } from './schemas/schema';

// Headers of the records, CloudEvents 1.0 in Kafka's binary mode. They are text, numbers too.

const text = (description: string, more: JsonSchema = {}): JsonSchema => ({ type: 'string', minLength: 1, ...more, description });
const JSON_ONLY = { type: 'string', const: 'application/json' };
const MOMENT = { format: 'date-time', pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z$' };
const COUNT = { pattern: '^[1-9][0-9]{0,15}$' };
const TRACE = text('W3C trace context.');

function headers(type: string, properties: Readonly<Record<string, JsonSchema>>, optional: readonly string[]): JsonSchema {
  const all = { 'content-type': JSON_ONLY, ce_specversion: { type: 'string', const: '1.0' }, ce_type: { type: 'string', const: type }, ...properties };
  return { type: 'object', properties: all, required: Object.keys(all).filter((name) => !optional.includes(name)) };
}

/** Of a fact, as the shop sends it. */
export function factHeaders(type: string): JsonSchema {
  return headers(type, {
    ce_id: text('The id of the fact: the same id is the same telling, for ever.', { maxLength: 200, pattern: '^[A-Za-z0-9_\\-:~@./]{1,200}$' }),
    ce_source: text('Who tells it; its name is kept with the events.'),
    ce_time: text('When it happened at the shop: RFC 3339 with an offset.', { format: 'date-time', maxLength: 40 }),
    traceparent: TRACE,
  }, ['content-type', 'ce_specversion', 'ce_source', 'traceparent']);
}

/** Of a command, as its sender sends it. */
export function commandHeaders(type: string): JsonSchema {
  return headers(type, {
    ce_id: text('The id of the command: the same id with the same data has its effect once and gets the same outcome.', { maxLength: 248 }),
    ce_source: text('Who asks; kept with the events as the actor.'),
    traceparent: TRACE,
  }, ['content-type', 'ce_specversion', 'ce_source', 'traceparent']);
}

export function outcomeHeaders(type: string): JsonSchema {
  return headers(type, {
    ce_id: text("The command's id. An outcome may come more than once, under the same id."),
    ce_source: text('The service that answers.', { pattern: '^/services/' }),
    ce_subject: text("The command's key."),
    traceparent: TRACE,
  }, ['traceparent']);
}

export function eventHeaders(type: string): JsonSchema {
  return headers(type, {
    ce_id: text('`<stream>@<revision>`: unique within its source, and the same whenever it is sent again.', { pattern: '^.+@[1-9][0-9]{0,15}$' }),
    ce_source: text('The log.', { pattern: '^/ledger/[0-9a-f]{32}$' }),
    ce_subject: text('The stream; the same as the key.'),
    ce_time: text('When the log took it.', MOMENT),
    ce_position: text('Place in the whole log, 1 for the first event.', COUNT),
    ce_revision: text('Place in its stream, 1 for the first event, without gaps.', COUNT),
    ce_command: text('The id of the command that caused it.'),
    ce_actor: text('Who gave that command.'),
    ce_effectiveat: text('When it counts for the business.', MOMENT),
    ce_cause: text('The event that the command reacted to, as `<stream>@<revision>`, if it did.'),
  }, ['ce_cause']);
}
