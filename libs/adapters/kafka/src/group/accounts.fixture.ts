import { setTimeout as sleep } from 'node:timers/promises';
import type { IHeaders } from 'kafkajs';
import type { Instant } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { APPLIED, isBalanced, toBinary, toCloudEvent, type Outcome, type Reaction } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import { PartitionReader } from '../connection/partition-reader';
import type { RecordToSend } from '../produce/record-to-send';
import { headersText, recordOf, type KafkaRecord } from './record';
import type { GroupConsumer } from './group-consumer';

const LOG_ID = 'a'.repeat(32);
const AT = '2025-03-01T10:00:00.000Z' as Instant;

/** An event of an account, as a ledger would have recorded it. */
export function event(account: string, revision: number, data: unknown = { points: revision }): RecordedEvent {
  return { position: revision, stream: `account-${account}`, revision, type: 'points.earned.v1', data, recordedAt: AT, effectiveAt: AT, command: `c${revision}`, actor: 'test' };
}

/** As a publisher sends it. */
export function published(topic: string, of: RecordedEvent): RecordToSend {
  return { topic, key: of.stream, ...toBinary(toCloudEvent(of, LOG_ID)) };
}

/** A reaction that notes what it was given. */
export function noting(name: string, handled: RecordedEvent[], effect: (event: RecordedEvent) => Promise<Outcome> | Outcome = () => APPLIED): Reaction {
  return {
    name, categories: ['account'],
    handle: async (each) => {
      const outcome = await effect(each);
      handled.push(each);
      return outcome;
    },
  };
}

/** Until so many records are settled, with the counters in balance. */
export async function settled(consumer: GroupConsumer, position: number): Promise<void> {
  for (let i = 0; i < 500 && (await consumer.status()).position < position; i += 1) await sleep(20);
  expect((await consumer.status()).position).toBeGreaterThanOrEqual(position);
  const { counters, inFlight } = await consumer.status();
  expect(isBalanced(counters, inFlight)).toBe(true);
}

/** All records of a topic, partition by partition. */
export async function everything(connection: KafkaConnection, topic: string): Promise<readonly (KafkaRecord & { readonly text: Record<string, string> })[]> {
  const reader = new PartitionReader(connection.kafka, topic);
  const found: (KafkaRecord & { readonly text: Record<string, string> })[] = [];
  for (const { partition, high } of await connection.ask((admin) => admin.fetchTopicOffsets(topic))) {
    for (let offset = 0; offset < Number(high);) {
      const messages = await reader.from(partition, offset);
      for (const message of messages) found.push({ ...recordOf(topic, partition, message), text: headersText(message.headers as IHeaders) });
      offset = Number(messages.at(-1)?.offset ?? high) + 1;
    }
  }
  await reader.close();
  return found;
}

export function gate(): { opened: Promise<void>; open(): void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => (open = resolve));
  return { opened, open: () => open() };
}
