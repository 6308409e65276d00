import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { DomainError } from '@loyalty/kernel';
import { backoffMs } from '@loyalty/messaging';
import { brokerUnavailable, fromKafka } from '../connection/errors';
import type { KafkaConnection } from '../connection/kafka-connection';
import type { NeededTopic } from '../connection/topics';
import { within } from '../connection/within';
import { RECONNECT, type ConsumerSettings } from '../settings';
import { bySubscription } from './assigner';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What happens to a member. All are called in turn, none may throw. */
export interface MemberEvents {
  /** The group has dealt these out to us; whatever was ours before is not. */
  assigned(partitions: readonly TopicPartition[]): void;
  /** Partitions are about to be dealt out anew; what is settled may still be committed. */
  rebalancing(): void;
  /** Nothing is ours any more; the member tries to come back by itself. */
  lost(error: DomainError): void;
  batch(payload: EachBatchPayload): Promise<void>;
}

export interface MemberOptions {
  readonly group: string;
  readonly topics: readonly string[];
  /** Topics that must be there besides, or with so many partitions. */
  readonly needs: readonly NeededTopic[];
  readonly settings: Pick<ConsumerSettings, 'session_ms' | 'heartbeat_ms' | 'rebalance_ms' | 'fetchWait_ms'>;
}

/** Partitions whose batches are handed over at the same time, so that one which is full keeps no other waiting. */
const PARTITIONS_AT_ONCE = 64;
/** How long a goodbye to the broker may take. */
const GOODBYE_MS = 5_000;

/**
 * Membership in a consumer group, for as long as the process wants it. The client library's consumer may crash, and does
 * not come back after every crash; here each crash is told and a new consumer takes its place, with longer and longer
 * pauses while the broker is away.
 */
export class GroupMember {
  private consumer: Consumer | undefined;
  private readonly stopping = new AbortController();
  private living: Promise<void> = Promise.resolve();
  private failures = 0;

  constructor(private readonly connection: KafkaConnection, private readonly options: MemberOptions, private readonly events: MemberEvents) {}

  /** Resolves when the group has been joined, or when it could not be at the first attempt: the others follow by themselves. */
  start(): Promise<void> {
    return new Promise((resolve) => {
      this.living = this.live(resolve);
    });
  }

  /** Leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.living;
  }

  /** Commits next offsets. Rejects with what the client library throws. */
  async commit(offsets: readonly (TopicPartition & { readonly offset: number })[]): Promise<void> {
    await this.consumer?.commitOffsets(offsets.map(({ topic, partition, offset }) => ({ topic, partition, offset: String(offset) })));
  }

  pause({ topic, partition }: TopicPartition): void {
    this.quietly(() => this.consumer?.pause([{ topic, partitions: [partition] }]));
  }

  resume({ topic, partition }: TopicPartition): void {
    this.quietly(() => this.consumer?.resume([{ topic, partitions: [partition] }]));
  }

  private async live(tried: () => void): Promise<void> {
    const { signal } = this.stopping;
    const { timer, random } = this.connection.ports;
    while (!signal.aborted) {
      const error = await this.liveOnce(tried);
      if (signal.aborted) break;
      this.events.lost(error);
      tried();
      this.failures += 1;
      await timer.sleep(backoffMs(RECONNECT, this.failures, random)!, signal);
    }
    tried();
  }

  /** One consumer, from its birth until it crashes or is not wanted any more. */
  private async liveOnce(joined: () => void): Promise<DomainError> {
    const { kafka, ports: { timer } } = this.connection;
    const { group, topics, needs, settings: { session_ms, heartbeat_ms, rebalance_ms, fetchWait_ms } } = this.options;
    const consumer = kafka.consumer({
      groupId: group, allowAutoTopicCreation: false, partitionAssigners: [bySubscription],
      sessionTimeout: session_ms, heartbeatInterval: heartbeat_ms, rebalanceTimeout: rebalance_ms, maxWaitTimeInMs: fetchWait_ms,
      // A crash is ours to answer, whatever the client library thinks of it.
      retry: { retries: 6, initialRetryTime: 100, maxRetryTime: 1_000, restartOnFailure: async () => false },
    });
    try {
      await this.connection.ensure([...needs, ...topics.filter((topic) => needs.every((need) => need.topic !== topic)).map((topic) => ({ topic }))]);
      await consumer.connect();
      await consumer.subscribe({ topics: [...topics], fromBeginning: true });
      const crashed = new Promise<unknown>((resolve) => consumer.on('consumer.crash', ({ payload }) => resolve(payload.error)));
      consumer.on('consumer.rebalancing', () => this.events.rebalancing());
      consumer.on('consumer.group_join', ({ payload }) => {
        this.failures = 0;
        this.events.assigned(Object.entries(payload.memberAssignment).flatMap(([topic, partitions]) => partitions.map((partition) => ({ topic, partition }))));
        joined();
      });
      this.consumer = consumer;
      await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, partitionsConsumedConcurrently: PARTITIONS_AT_ONCE, eachBatch: (payload) => this.events.batch(payload) });
      return fromKafka(await Promise.race([crashed, this.aborted()]));
    } catch (error) {
      return fromKafka(error);
    } finally {
      await within(timer, GOODBYE_MS, consumer.disconnect().catch(() => undefined));
      this.consumer = undefined;
    }
  }

  private aborted(): Promise<unknown> {
    const { signal } = this.stopping;
    const stopped = brokerUnavailable('the consumer was stopped');
    return new Promise((resolve) => (signal.aborted ? resolve(stopped) : signal.addEventListener('abort', () => resolve(stopped), { once: true })));
  }

  /** Between two lives there is nothing to pause. */
  private quietly(action: () => void): void {
    try {
      action();
    } catch {
      // The partition is not ours any more; it starts unpaused wherever it is next.
    }
  }
}
