import type { ConsumerStatus, EventReference, ParkedKey, RetryReport } from '@loyalty/messaging';
import { systemPorts } from '@loyalty/platform';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { shownText, textShownAs } from '../output/any-text';
import { table } from '../output/table';
import type { ServiceClient } from '../service/service-client';

export interface ListParkedOptions {
  readonly consumer?: string;
}

export interface SettleOptions {
  /** Names the command, so that it can be given again when its answer was lost. */
  readonly idempotencyKey?: string;
}

type Listed = ParkedKey & { readonly consumer: string };
type Settled = RetryReport & { readonly consumer: string; readonly key: string; readonly first: EventReference };

const PAGE = '1000';
const CONSUMERS = '/v1/operations/consumers';
const of = (consumer: string, rest: string) => `${CONSUMERS}/${encodeURIComponent(consumer)}/${rest}`;
const place = ({ stream, revision }: EventReference) => `${shownText(stream)}@${revision}`;

/** What stands still in a service, of all its consumers or of one. */
export async function listParked(io: Io, service: ServiceClient, { consumer }: ListParkedOptions): Promise<Answer> {
  const consumers = consumer === undefined ? (await service.get<{ consumers: readonly ConsumerStatus[] }>(CONSUMERS)).consumers.map((one) => one.consumer) : [consumer];
  const parked: Listed[] = [];
  for (const name of consumers) for await (const key of keysOf(service, name)) parked.push({ consumer: name, ...key });
  const columns = [{ title: 'consumer' }, { title: 'key' }, { title: 'messages', right: true }, { title: 'attempts', right: true }, { title: 'since' }, { title: 'code' }, { title: 'first' }];
  const rows = parked.map(({ consumer: name, key, events, attempts, parkedAt, error, first }) => [name, shownText(key), String(events), String(attempts), parkedAt, error.code, place(first)]);
  return { exitCode: EXIT.clean, json: parked, text: parked.length === 0 ? 'Nothing is parked.\n' : `${table(columns, rows, io.forPeople)}\n` };
}

async function* keysOf(service: ServiceClient, consumer: string): AsyncGenerator<ParkedKey> {
  for (let cursor: Record<string, string> = {}; ;) {
    const { items, next } = await service.get<{ items: readonly ParkedKey[]; next?: string }>(of(consumer, 'parked'), { limit: PAGE, ...cursor });
    yield* items;
    if (next === undefined) return;
    cursor = { cursor: next };
  }
}

/** Why a key stands still, and its first messages. */
export async function showParked(_: Io, service: ServiceClient, consumer: string, given: string): Promise<Answer> {
  const key = textShownAs(given);
  const { parked, items } = await service.get<{ parked: ParkedKey; items: readonly EventReference[] }>(of(consumer, 'parked/messages'), { key, limit: '20' });
  const { error, attempts, parkedAt, events } = parked;
  const more = events > items.length ? [`  and ${events - items.length} more`] : [];
  const told = [
    `${consumer}, key ${shownText(key)}: parked since ${parkedAt}, attempts on its first message: ${attempts}`,
    `${error.code} (${error.category}): ${shownText(error.message)}`,
    ...Object.entries(error.facts).map(([name, fact]) => `  ${shownText(name)}: ${shownText(typeof fact === 'string' ? fact : JSON.stringify(fact))}`),
    `messages that wait: ${events}`,
    ...items.map((item) => `  ${place(item)} at position ${item.position}`), ...more,
  ];
  return { exitCode: EXIT.clean, json: { consumer, ...parked, messages: items }, text: `${told.join('\n')}\n` };
}

/** Tries a key's messages again; the exit code says when something is still in the way. */
export async function retryParked(_: Io, service: ServiceClient, consumer: string, given: string, { idempotencyKey = newKey() }: SettleOptions): Promise<Answer> {
  const settled = await service.command<Settled>(of(consumer, 'parked/retry'), { key: textShownAs(given) }, idempotencyKey);
  const { taken, left, error } = settled;
  const standing = left === 0 ? 'the key flows again' : `${left} still wait${error === undefined ? '' : `: ${error.code}: ${shownText(error.message)}`}`;
  return { exitCode: left === 0 ? EXIT.clean : EXIT.unavailable, json: settled, text: `${taken} taken, ${standing}\n` };
}

/** Puts a key's first message aside for good. */
export async function discardParked(_: Io, service: ServiceClient, consumer: string, given: string, { reason, idempotencyKey = newKey() }: SettleOptions & { readonly reason: string }): Promise<Answer> {
  const settled = await service.command<Settled>(of(consumer, 'parked/discard'), { key: textShownAs(given), reason }, idempotencyKey);
  const behind = settled.left === 0 ? 'the key flows again' : `${settled.left} still wait; \`ledger parked retry\` takes them`;
  return { exitCode: EXIT.clean, json: settled, text: `${place(settled.first)} is discarded, ${behind}\n` };
}

function newKey(): string {
  return `cli-${Buffer.from(systemPorts.random.bytes(16)).toString('hex')}`;
}
