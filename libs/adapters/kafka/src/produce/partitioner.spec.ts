import { Partitioners, type PartitionMetadata } from 'kafkajs';

const partitions = (count: number): PartitionMetadata[] => Array.from({ length: count }, (_, partitionId) => ({ partitionId, leader: 1, partitionErrorCode: 0, replicas: [1], isr: [1] }));

// The hashes are those of the Java client's own tests (org.apache.kafka.common.utils.UtilsTest, testMurmur2).
describe('the partition of a key', () => {
  it.each([
    ['21', -973932308], ['foobar', -790332482], ['a-little-bit-long-string', -985981536], ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971], ['abc', 479470107],
  ])('is the one that a Java producer chooses: %s', (key, hash) => {
    for (const count of [1, 3, 7, 12, 1_000]) {
      const partition = Partitioners.DefaultPartitioner()({ topic: 't', partitionMetadata: partitions(count), message: { key, value: '' } });
      expect(partition).toBe((hash & 0x7fffffff) % count);
    }
  });
});
