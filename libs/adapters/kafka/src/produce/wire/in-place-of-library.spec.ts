import { createRequire } from 'node:module';
import type { Message } from 'kafkajs';
import { kafkaClient } from '../../connection/client';
import { produceRequest } from './produce-request';

const NOW = 1_741_000_000_000;

interface Encoded {
  readonly buffer: Buffer;
  /** Of the library's own encoder. */
  readonly writeInt8?: unknown;
}
type Exchange = (order: object) => { request: { apiVersion: number; encode(): Promise<Encoded> } };

const load = createRequire(__filename);
const plain = load('kafkajs/src/protocol/requests/produce/v7/request') as (order: object) => { encode(): Promise<Encoded> };
const protocol = (version: number) => (load('kafkajs/src/protocol/requests/produce') as { protocol(of: { version: number }): Exchange }).protocol({ version });

const order = (message: Partial<Message> = {}) => ({
  acks: -1, timeout: 30_000, producerId: '1', producerEpoch: 0,
  topicData: [{ topic: 't', partitions: [{ partition: 0, firstSequence: 5, messages: [{ key: 'k', value: 'v', headers: { a: 'b' }, ...message }] }] }],
});

beforeAll(() => {
  jest.spyOn(Date, 'now').mockReturnValue(NOW);
  // A second client in the process changes nothing more.
  for (const clientId of ['first', 'second']) kafkaClient({ brokers: ['127.0.0.1:1'], clientId });
});
afterAll(() => jest.restoreAllMocks());

describe('the Produce requests of a client', () => {
  it.each([3, 4, 5, 6, 7])('are written by us in version %d', async (version) => {
    const { request } = protocol(version)(order());
    const encoded = await request.encode();
    expect(request.apiVersion).toBe(version);
    expect(encoded.writeInt8).toBeUndefined();
    expect(encoded.buffer).toEqual(produceRequest(order(), NOW));
  });

  it.each([
    ['compressed', { ...order(), compression: 1 }], ['in a transaction', { ...order(), transactionalId: 'x' }], ['with a time of its own', order({ timestamp: '1700000000000' })],
  ])('are left to the library when they are %s', async (_, other) => {
    const encoded = await protocol(7)(other).request.encode();
    expect(encoded.writeInt8).toBeDefined();
    expect(encoded.buffer).toEqual((await plain(other).encode()).buffer);
  });
});
