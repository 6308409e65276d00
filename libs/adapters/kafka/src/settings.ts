import type { Clock, Random } from '@loyalty/kernel';
import { DEFAULT_RETRY, type ParkedStore, type RetryPolicy, type Timer } from '@loyalty/messaging';

/** What everything here is made of besides the broker. */
export interface KafkaPorts {
  readonly clock: Clock;
  readonly timer: Timer;
  readonly random: Random;
}

/** What a consumer is made of besides the broker. */
export interface ConsumerParts extends KafkaPorts {
  /** Which keys stand still; the bodies lie in the consumer's parked topic. */
  readonly parked: ParkedStore;
}

/** How topics are made that do not exist yet. Those that exist are left as they are. */
export interface TopicSettings {
  readonly partitions: number;
  /** Copies of each partition; as many as there are brokers when there are fewer. */
  readonly replicas: number;
}

export interface ConsumerSettings {
  /** Keys of one topic handled at the same time. */
  readonly keysInParallel: number;
  /** Records of one partition taken and not settled; the partition is read no further meanwhile. */
  readonly inFlightMax: number;
  readonly retry: RetryPolicy;
  /** With more parked keys than this a consumer stops: the fault is then not the records'. */
  readonly parkedKeysMax: number;
  /** Settled offsets are committed so often. */
  readonly commitEvery_ms: number;
  /** Without a heartbeat for this long the broker gives the partitions to another member. */
  readonly session_ms: number;
  readonly heartbeat_ms: number;
  /** How long members have to come back when partitions are dealt out anew. */
  readonly rebalance_ms: number;
  /** How long the broker may hold back an empty answer. A resumed partition is asked for again after this at the latest. */
  readonly fetchWait_ms: number;
  /** How long a full partition may hold up the others before it is paused. */
  readonly pauseAfter_ms: number;
}

export const DEFAULT_TOPICS: TopicSettings = { partitions: 3, replicas: 3 };

export const DEFAULT_CONSUMER: ConsumerSettings = {
  keysInParallel: 64,
  inFlightMax: 1_000,
  retry: DEFAULT_RETRY,
  parkedKeysMax: 10_000,
  commitEvery_ms: 500,
  session_ms: 10_000,
  heartbeat_ms: 3_000,
  rebalance_ms: 60_000,
  fetchWait_ms: 250,
  pauseAfter_ms: 100,
};

/** How long to wait before something that was not available is asked for again. */
export const UNAVAILABLE_PAUSE_MS = 250;

/** Pauses between attempts to reach a broker; there is no last one. */
export const RECONNECT: RetryPolicy = { attemptsMax: Number.MAX_SAFE_INTEGER, first_ms: 250, longest_ms: 10_000 };
