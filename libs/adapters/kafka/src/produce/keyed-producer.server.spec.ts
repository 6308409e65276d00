import { startKafka } from '@loyalty/testing/servers';
import { fresh, TestBroker } from '../broker.fixture';
import { everything } from '../group/accounts.fixture';

jest.setTimeout(60_000);
const broker = new TestBroker(startKafka);
beforeAll(() => broker.start(), 120_000);
afterAll(() => broker.end());

describe('the producer', () => {
  it('keeps the order of a key over many requests, and puts a key where a Java producer would', async () => {
    const connection = broker.connect();
    const topic = fresh('t');
    await connection.ensure([{ topic, partitions: 3 }]);
    const sends = Array.from({ length: 2_000 }, (_, i) => connection.producer.send([{ topic, key: i % 2 === 0 ? 'foobar' : '21', value: String(i), headers: {} }]));
    await Promise.all(sends);
    const found = await everything(connection, topic);
    for (const [key, hash] of [['foobar', -790332482], ['21', -973932308]] as const) {
      const mine = found.filter((record) => record.key!.toString() === key);
      expect(mine.every(({ partition }) => partition === (hash & 0x7fffffff) % 3)).toBe(true);
      const values = mine.map(({ value }) => Number(value));
      expect(values).toHaveLength(1_000);
      expect(values).toEqual([...values].sort((a, b) => a - b));
    }
  });

  it('answers where a record lies in a topic of one partition', async () => {
    const connection = broker.connect();
    const topic = fresh('t'), other = fresh('u');
    await connection.ensure([{ topic, partitions: 1 }, { topic: other, partitions: 1 }]);
    const offsets = await Promise.all(Array.from({ length: 50 }, async (_, i) => {
      await (i % 3 === 0 ? connection.producer.send([{ topic: other, key: 'k', value: 'x', headers: {} }]) : undefined);
      return [i, await connection.producer.append({ topic, key: 'k', value: String(i), headers: {} })] as const;
    }));
    const found = await everything(connection, topic);
    for (const [i, offset] of offsets) expect(found[offset]!.value!.toString()).toBe(String(i));
  });

  it('lets one record that is too large take no other with it', async () => {
    const connection = broker.connect();
    const topic = fresh('t');
    await connection.ensure([{ topic, partitions: 1 }]);
    const [small, large, last] = await Promise.allSettled(['a', 'b'.repeat(7 * 1024 * 1024), 'c'].map((value) => connection.producer.send([{ topic, key: 'k', value, headers: {} }])));
    expect([small!.status, last!.status]).toEqual(['fulfilled', 'fulfilled']);
    expect(large).toMatchObject({ status: 'rejected', reason: { code: 'message_too_large', retryable: false } });
    expect((await everything(connection, topic)).map(({ value }) => value!.toString())).toEqual(['a', 'c']);
  });

  it('sends what it was given before it closes, and takes nothing after', async () => {
    const connection = broker.connect();
    const topic = fresh('t');
    await connection.ensure([{ topic, partitions: 1 }]);
    const sent = connection.producer.send([{ topic, key: 'k', value: 'last', headers: {} }]);
    await connection.close(10_000);
    await sent;
    await expect(connection.producer.send([{ topic, key: 'k', value: 'x', headers: {} }])).rejects.toMatchObject({ code: 'broker_unavailable' });
    expect((await everything(broker.connect(), topic)).map(({ value }) => value!.toString())).toEqual(['last']);
  });
});
