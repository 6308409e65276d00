import type { Documents } from '../documents';
import type { JsonSchema } from '../schemas/schema';
import type { Finding } from './finding';
import { misfits } from './fits';

/** A message as the documents tell of it. */
interface Told {
  readonly action: 'send' | 'receive';
  readonly key: JsonSchema;
  readonly headers: JsonSchema;
  readonly data: JsonSchema;
}

interface AsyncApi {
  readonly channels: Readonly<Record<string, { readonly messages: Readonly<Record<string, { readonly $ref: string }>> }>>;
  readonly operations: Readonly<Record<string, { readonly action: 'send' | 'receive' }>>;
  readonly components: { readonly messages: Readonly<Record<string, { readonly headers: { readonly schema: JsonSchema }; readonly payload: { readonly schema: { readonly $ref: string } }; readonly bindings: { readonly kafka: { readonly key: JsonSchema } } }>> };
}

/**
 * What breaks others when these documents follow those. New messages, new members of what we send and new optional ones
 * of what we receive break nobody.
 */
export function breaking(before: Documents, after: Documents): readonly Finding[] {
  const now = messagesOf(after);
  return [...messagesOf(before)].flatMap(([message, was]) => compared(message, was, now.get(message)));
}

function compared(message: string, was: Told, is: Told | undefined): Finding[] {
  if (is === undefined) return [{ breakage: 'message_removed', message, at: '', what: 'does not go over this topic any more' }];
  if (is.action !== was.action) return [{ breakage: 'direction_changed', message, at: '', what: `we ${is.action} it and did ${was.action} it` }];
  const [direction, narrow, wide] = is.action === 'send' ? (['sent', is, was] as const) : (['received', was, is] as const);
  return (['key', 'headers', 'data'] as const).flatMap((part) => misfits(direction, narrow[part], wide[part], part).map((misfit) => ({ message, ...misfit })));
}

/** By `<topic> <type>`. No documents, no messages. */
function messagesOf(documents: Documents): Map<string, Told> {
  const text = documents.get('asyncapi.json');
  if (text === undefined) return new Map();
  const { channels, operations, components } = JSON.parse(text) as AsyncApi;
  const messages = new Map<string, Told>();
  for (const [topic, channel] of Object.entries(channels)) {
    for (const [type, { $ref }] of Object.entries(channel.messages)) {
      const { headers, payload, bindings } = components.messages[$ref.slice('#/components/messages/'.length)]!;
      const data = JSON.parse(documents.get(payload.schema.$ref.slice('./'.length))!) as JsonSchema;
      messages.set(`${topic} ${type}`, { action: operations[topic]!.action, key: bindings.kafka.key, headers: headers.schema, data });
    }
  }
  return messages;
}
