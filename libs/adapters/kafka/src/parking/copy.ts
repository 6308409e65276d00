import type { ErrorRecord, Instant } from '@loyalty/kernel';
import { corrupt } from '@loyalty/ledger';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { RecordToSend } from '../produce/record-to-send';
import { headerText, ownKeyOf, type KafkaRecord } from '../group/record';

const MESSAGE_LENGTH_MAX = 500;
const PREFIX = 'x-parked-';

/** Why a copy was made. */
export interface CopyNote {
  readonly consumer: string;
  readonly error: Pick<ErrorRecord, 'code' | 'message'>;
  readonly attempts: number;
  readonly at: Instant;
}

/** What a record that waits behind another is told to wait for. */
export const HELD_BEHIND = { code: 'held_behind', message: 'An earlier record of its key is parked' } as const;

/** The record as it came, with what there is to say about it beside its own headers. */
export function copyOf(record: KafkaRecord, topic: string, { consumer, error, attempts, at }: CopyNote): Omit<RecordToSend, 'partition'> {
  return {
    topic,
    key: record.key ?? ownKeyOf(record),
    value: record.value,
    headers: {
      ...(record.headers as Record<string, Buffer>),
      [`${PREFIX}topic`]: record.topic, [`${PREFIX}partition`]: String(record.partition), [`${PREFIX}offset`]: String(record.offset),
      [`${PREFIX}code`]: error.code, [`${PREFIX}message`]: error.message.slice(0, MESSAGE_LENGTH_MAX),
      [`${PREFIX}attempts`]: String(attempts), [`${PREFIX}consumer`]: consumer, [`${PREFIX}at`]: at,
      ...(record.key === null ? { [`${PREFIX}keyless`]: 'true' } : {}),
    },
  };
}

/** The record that a copy was made of. Throws `parked_copy_invalid`. */
export function originalOf({ key, value, headers = {}, offset }: KafkaMessage): KafkaRecord {
  const said = (name: string) => headerText(headers[PREFIX + name]);
  const [topic, partition, from] = [said('topic'), Number(said('partition') ?? NaN), Number(said('offset') ?? NaN)];
  if (topic === undefined || !Number.isSafeInteger(partition) || !Number.isSafeInteger(from)) throw corrupt('parked_copy_invalid', `The copy at ${offset} does not say what it is a copy of`, { offset });
  const own: IHeaders = Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(PREFIX)));
  return { topic, partition, offset: from, key: said('keyless') === undefined ? key : null, value, headers: own };
}
