import { Kafka, logLevel } from 'kafkajs';

/** A record as any consumer reads it. */
export interface TopicRecord {
  readonly key: string | null;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: string;
}

let readers = 0;

/** Everything on a topic, each partition in its order. */
export async function readTopic(brokers: string, topic: string): Promise<TopicRecord[]> {
  const kafka = new Kafka({ brokers: [brokers.replace('kafka://', '')], clientId: 'the-auditor', logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  await admin.connect();
  const ends = new Map((await admin.fetchTopicOffsets(topic)).filter(({ low, high }) => low !== high).map(({ partition, high }) => [partition, Number(high)]));
  const groupId = `auditor-${(readers += 1)}`;
  const consumer = kafka.consumer({ groupId });
  const records: TopicRecord[] = [];
  try {
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    const all = Promise.withResolvers<void>();
    if (ends.size === 0) all.resolve();
    await consumer.run({
      eachMessage: async ({ partition, message: { key, headers = {}, value, offset } }) => {
        records.push({ key: key?.toString() ?? null, value: value?.toString() ?? '', headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)])) });
        if (Number(offset) + 1 >= (ends.get(partition) ?? 0)) ends.delete(partition);
        if (ends.size === 0) all.resolve();
      },
    });
    await all.promise;
    return records;
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined);
    await admin.disconnect();
  }
}
