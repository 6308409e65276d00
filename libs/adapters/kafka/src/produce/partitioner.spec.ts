import { seededRandom } from '@loyalty/kernel';
import { Partitioners, type Message, type PartitionMetadata } from 'kafkajs';
import { byKey } from './partitioner';

const partitions = (count: number): PartitionMetadata[] => Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1, partitionErrorCode: 0, replicas: [1], isr: [1] }));

const place = (message: Message, count: number, partitioner = byKey) => partitioner()({ topic: 't', partitionMetadata: partitions(count), message });

// The hashes are those of the Java client's own tests (org.apache.kafka.common.utils.UtilsTest, testMurmur2).
describe('the partition of a key', () => {
  it.each([
    ['21', -973932308], ['foobar', -790332482], ['a-little-bit-long-string', -985981536], ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971], ['abc', 479470107],
  ])('is the one that a Java producer chooses: %s', (key, hash) => {
    for (const count of [1, 3, 7, 12, 1_000]) expect(place({ key, value: '' }, count)).toBe((hash & 0x7fffffff) % count);
  });

  it('is the one that the library chooses, for bytes and letters of any length', () => {
    const random = seededRandom(3);
    for (let length = 0; length < 300; length += 1) {
      const key = Buffer.from(random.bytes(length));
      expect(place({ key, value: '' }, 997)).toBe(place({ key, value: '' }, 997, Partitioners.DefaultPartitioner));
      const text = String.fromCodePoint(...Array.from({ length: length % 40 }, () => 32 + random.int(0x2000)));
      expect(place({ key: text, value: '' }, 7)).toBe(place({ key: text, value: '' }, 7, Partitioners.DefaultPartitioner));
    }
  });

  it('is the one that is named, if one is', () => expect(place({ key: 'foobar', value: '', partition: 2 }, 3)).toBe(2));
});
