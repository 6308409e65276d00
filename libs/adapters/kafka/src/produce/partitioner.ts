import type { ICustomPartitioner } from 'kafkajs';

const SEED = 0x9747b28c;
const FACTOR = 0x5bd1e995;
const POSITIVE = 0x7fffffff;

/**
 * Puts a key where a Java producer puts it, so that whoever writes to a topic, a key has one partition. The library's own
 * gives the same answer through integers of 64 bits that it makes anew for each step.
 */
export const byKey: ICustomPartitioner = () => ({ partitionMetadata, message: { key, partition } }) =>
  partition ?? (murmur2(typeof key === 'string' ? Buffer.from(key) : key!) & POSITIVE) % partitionMetadata.length;

/** Kafka's hash of a key (org.apache.kafka.common.utils.Utils), 32 bits with a sign. */
function murmur2(bytes: Uint8Array): number {
  const rest = bytes.length & 3;
  const whole = bytes.length - rest;
  let hash = SEED ^ bytes.length;
  for (let i = 0; i < whole; i += 4) {
    const four = Math.imul(bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24), FACTOR);
    hash = Math.imul(hash, FACTOR) ^ Math.imul(four ^ (four >>> 24), FACTOR);
  }
  if (rest > 0) {
    for (let i = rest - 1; i >= 0; i -= 1) hash ^= bytes[whole + i]! << (8 * i);
    hash = Math.imul(hash, FACTOR);
  }
  hash = Math.imul(hash ^ (hash >>> 13), FACTOR);
  return hash ^ (hash >>> 15);
}
