import type { Admin } from 'kafkajs';
import type { TopicSettings } from '../settings';

/** Bytes of a batch that the broker takes: the largest event of a log fits, whatever its letters. */
const BATCH_BYTES_MAX = 6 * 1024 * 1024;

/** A topic that must be there. */
export interface NeededTopic {
  readonly topic: string;
  /** As configured when left out. */
  readonly partitions?: number;
}

/**
 * Makes the topics that are missing. They keep what they hold for ever: events are read again from the beginning, and
 * what is parked waits for a person.
 */
export async function ensureTopics(admin: Admin, needed: readonly NeededTopic[], { partitions, replicas }: TopicSettings): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const missing = needed.filter(({ topic }) => !existing.has(topic));
  if (missing.length === 0) return;
  const { brokers } = await admin.describeCluster();
  try {
    await admin.createTopics({
      waitForLeaders: true,
      topics: missing.map(({ topic, partitions: own }) => ({
        topic,
        numPartitions: own ?? partitions,
        replicationFactor: Math.min(replicas, brokers.length),
        configEntries: [
          { name: 'retention.ms', value: '-1' }, { name: 'retention.bytes', value: '-1' }, { name: 'cleanup.policy', value: 'delete' },
          { name: 'max.message.bytes', value: String(BATCH_BYTES_MAX) },
        ],
      })),
    });
  } catch (error) {
    // Another process was faster.
    const now = new Set(await admin.listTopics());
    if (missing.some(({ topic }) => !now.has(topic))) throw error;
  }
}
