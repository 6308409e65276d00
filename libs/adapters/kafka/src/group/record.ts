import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { Outcome } from '@loyalty/messaging';
import { invalid, type ErrorRecord } from '@loyalty/kernel';

/** A record as it lies in a partition. */
export interface KafkaRecord {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: Buffer | null;
  /** Null is a tombstone. */
  readonly value: Buffer | null;
  readonly headers: IHeaders;
}

/** What a record turns out to be once it is read. */
export type ReadRecord =
  /** `key`: what it stays in order with; as the record's own key when left out. */
  | { readonly kind: 'work'; readonly key?: string; do(): Promise<Outcome> }
  /** A rule says that it does not concern this consumer. */
  | { readonly kind: 'ignored' }
  /** It cannot be taken as it is: parked, with those that follow under its key. */
  | { readonly kind: 'refused'; readonly key?: string; readonly error: ErrorRecord };

/** What a group of consumers works for: a reaction, or a service's controllers. */
export interface Subject {
  /** The consumer group. */
  readonly name: string;
  readonly topics: readonly string[];
  /** Never throws. Records of a partition come in order; a record may come again. */
  read(record: KafkaRecord): ReadRecord;
  /** Reads one that was parked and that a person wants taken now: what came before it is no objection. Never throws. */
  readAgain(record: KafkaRecord): ReadRecord;
  /** Partitions have been dealt out anew: each starts again behind what was committed. */
  startAgain?(): void;
}

export function recordOf(topic: string, partition: number, { offset, key, value, headers }: KafkaMessage): KafkaRecord {
  return { topic, partition, offset: Number(offset), key, value, headers: headers ?? {} };
}

/** Where a record lies, in words: unique for ever within a cluster. */
export function placeOf({ topic, partition, offset }: KafkaRecord): string {
  return `${topic}/${partition}@${offset}`;
}

/** What a record stays in order with when nothing else says so; one without a key stands alone. */
export function ownKeyOf(record: KafkaRecord): string {
  return record.key === null || record.key.length === 0 ? placeOf(record) : record.key.toString('utf8');
}

/** A header's text; of a header that comes several times, the last. */
export function headerText(value: IHeaders[string]): string | undefined {
  const last = Array.isArray(value) ? value.at(-1) : value;
  return last === undefined || last === null ? undefined : typeof last === 'string' ? last : last.toString('utf8');
}

export function headersText(headers: IHeaders): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const name in headers) texts[name] = headerText(headers[name]) ?? '';
  return texts;
}

/** A record without a key has lost its order, and a tombstone says nothing. Throws `message_key_missing`, `message_empty`. */
export function assertWhole({ key, value }: Pick<KafkaRecord, 'key' | 'value'>): void {
  if (key === null || key.length === 0) throw invalid('message_key_missing', 'The record has no key: its place among others is lost');
  if (value === null) throw invalid('message_empty', 'The record is a tombstone: it has no value');
}
