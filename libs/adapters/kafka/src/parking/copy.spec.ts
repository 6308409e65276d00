import type { Instant } from '@loyalty/kernel';
import type { KafkaMessage } from 'kafkajs';
import type { KafkaRecord } from '../group/record';
import { copyOf, originalOf } from './copy';

const at = '2025-03-01T10:00:00.000Z' as Instant;
const record: KafkaRecord = { topic: 'loyalty.commerce.events.v1', partition: 2, offset: 41, key: Buffer.from('order-web.1'), value: Buffer.from('{"a":1}'), headers: { ce_id: Buffer.from('order-web.1@7') } };
const note = { consumer: 'points.on-orders', error: { code: 'account_frozen', message: 'The account is frozen' }, attempts: 3, at };

/** As the broker gives it back. */
const stored = (of: KafkaRecord) => {
  const { key, value, headers } = copyOf(of, 'points.on-orders.parked', note);
  const buffers = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text as string)]));
  return { key: Buffer.from(key as string), value, headers: buffers, offset: '6', timestamp: '0', attributes: 0 } as KafkaMessage;
};

describe('the copy of a parked record', () => {
  it('keeps key, value and headers, and says where it came from and why it is here', () => {
    expect(copyOf(record, 'points.on-orders.parked', note)).toEqual({
      topic: 'points.on-orders.parked', key: record.key, value: record.value,
      headers: {
        ce_id: Buffer.from('order-web.1@7'), 'x-parked-topic': 'loyalty.commerce.events.v1', 'x-parked-partition': '2', 'x-parked-offset': '41', 'x-parked-code': 'account_frozen',
        'x-parked-message': 'The account is frozen', 'x-parked-attempts': '3', 'x-parked-consumer': 'points.on-orders', 'x-parked-at': at,
      },
    });
  });

  it.each([['as it was', record], ['without a key', { ...record, key: null }], ['a tombstone', { ...record, value: null }]])('gives the record back, %s', (_name, original) => {
    expect(originalOf(stored(original))).toEqual(original);
  });

  it('that does not say what it is a copy of is refused', () => {
    expect(() => originalOf({ ...stored(record), headers: {} } as KafkaMessage)).toThrow(expect.objectContaining({ code: 'parked_copy_invalid' }));
  });
});
