import { createRequire } from 'node:module';
import { seededRandom } from '@loyalty/kernel';
import type { Message } from 'kafkajs';
import { crc32c } from './crc32c';
import { produceRequest, type ProduceOrder } from './produce-request';

const NOW = 1_741_000_000_000;

/** The library's own way of writing the same. */
const library = createRequire(__filename)('kafkajs/src/protocol/requests/produce/v7/request') as (order: ProduceOrder) => { encode(): Promise<{ buffer: Buffer }> };

beforeAll(() => void jest.spyOn(Date, 'now').mockReturnValue(NOW));
afterAll(() => jest.restoreAllMocks());

function order(messages: readonly Message[], rest: Partial<ProduceOrder> = {}): ProduceOrder {
  return { acks: -1, timeout: 30_000, producerId: '4711', producerEpoch: 3, topicData: [{ topic: 'loyalty.points.events.v1', partitions: [{ partition: 2, firstSequence: 70_000, messages }] }], ...rest };
}

async function expectSame(given: ProduceOrder): Promise<void> {
  expect(produceRequest(given, NOW).toString('hex')).toBe((await library(given).encode()).buffer.toString('hex'));
}

describe('a Produce request', () => {
  it('of one record is the bytes that the library would write', async () => {
    await expectSame(order([{ key: 'main.m1', value: '{"points":100}', headers: { ce_id: 'a', 'content-type': 'application/json' } }]));
  });

  it.each<[string, Message]>([
    ['no headers', { key: 'k', value: 'v' }],
    ['bytes', { key: Buffer.from([0, 255]), value: Buffer.alloc(300, 7), headers: { raw: Buffer.from([128]) } }],
    ['a tombstone', { key: 'k', value: null }],
    ['no key', { value: 'v' }],
    ['an empty key, value and header', { key: '', value: '', headers: { '': '' } }],
    ['letters beyond ASCII', { key: 'Zoë', value: '{"name":"Łódź 🛒"}', headers: { 'x-größe': 'ü'.repeat(70) } }],
    ['a header that comes twice', { key: 'k', value: 'v', headers: { a: ['1', Buffer.from('2')], b: '3' } }],
    ['half of a pair of surrogates', { key: 'k', value: '\ud83d', headers: {} }],
    ['a value longer than the first buffer', { key: 'k', value: 'x'.repeat(200_000), headers: { a: 'b' } }],
  ])('with %s is the bytes that the library would write', (_, message) => expectSame(order([message, { key: 'other', value: 'after' }])));

  it('is the same for lengths on both sides of every step of a variable-length integer', async () => {
    for (const length of [0, 1, 62, 63, 64, 65, 8_190, 8_191, 8_192, 1_048_575, 1_048_576]) await expectSame(order([{ key: 'k', value: 'x'.repeat(length), headers: { h: 'x'.repeat(length % 10_000) } }]));
  });

  it('is the same for many records in several partitions and topics, whatever they hold', async () => {
    const random = seededRandom(7);
    const text = () => Array.from({ length: random.int(40) }, () => String.fromCodePoint(random.int(5) === 0 ? 0x80 + random.int(0x2000) : 32 + random.int(95))).join('');
    const messages = (count: number): Message[] => Array.from({ length: count }, () => ({
      key: text(), value: random.int(9) === 0 ? null : text().repeat(random.int(20)),
      headers: Object.fromEntries(Array.from({ length: random.int(14) }, () => [`ce_${text()}`, random.int(3) === 0 ? Buffer.from(random.bytes(random.int(30))) : text()])),
    }));
    for (let round = 0; round < 20; round += 1) {
      await expectSame(order([], {
        topicData: ['a', 'b.outcomes.v1'].map((topic) => ({ topic, partitions: [0, 1, 17].map((partition) => ({ partition, firstSequence: random.int(2 ** 31 - 1), messages: messages(1 + random.int(200)) })) })),
      }));
    }
  });

  it('is the same for a producer without a number', () => expectSame(order([{ key: 'k', value: 'v' }], { producerId: -1, producerEpoch: 0, acks: 1 })));

  it('is the same for a number of 64 bits', () => expectSame(order([{ key: 'k', value: 'v' }], { producerId: '9007199254740993' })));
});

// RFC 3720, appendix B.4.
describe('the checksum', () => {
  it.each([
    ['32 bytes of zeros', Buffer.alloc(32), 0x8a9136aa], ['32 bytes of ones', Buffer.alloc(32, 0xff), 0x62a8ab43],
    ['32 bytes that rise', Buffer.from(Array.from({ length: 32 }, (_, i) => i)), 0x46dd794e], ['nine digits', Buffer.from('123456789'), 0xe3069283],
  ])('of %s is the one of the standard', (_, bytes, sum) => expect(crc32c(bytes)).toBe(sum));
});
