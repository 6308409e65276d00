import { Kafka, logLevel, type ISocketFactory, type KafkaConfig } from 'kafkajs';
import { writeProduceRequests } from '../produce/wire/in-place-of-library';
import { DEFAULT_TOPICS, type TopicSettings } from '../settings';

export interface KafkaOptions {
  /** `host:port` of some brokers of the cluster; the others are learnt from them. */
  readonly brokers: readonly string[];
  /** Names this process in the broker's logs and metrics. */
  readonly clientId: string;
  readonly topics?: Partial<TopicSettings>;
  readonly ssl?: KafkaConfig['ssl'];
  readonly sasl?: KafkaConfig['sasl'];
  readonly connect_ms?: number;
  readonly request_ms?: number;
  /** Told what the client library wants to say; nothing is printed by itself. */
  readonly log?: (line: { readonly level: 'error' | 'warn' | 'info'; readonly message: string; readonly facts: object }) => void;
  /** How connections are made; tests bring their own. */
  readonly socketFactory?: ISocketFactory;
}

export function topicSettings({ topics }: KafkaOptions): TopicSettings {
  return { ...DEFAULT_TOPICS, ...topics };
}

/** The client library, told to fail fast: whoever asks decides how long to go on asking. */
export function kafkaClient({ brokers, clientId, ssl, sasl, connect_ms = 3_000, request_ms = 30_000, log, socketFactory }: KafkaOptions): Kafka {
  writeProduceRequests();
  return new Kafka({
    brokers: [...brokers], clientId,
    connectionTimeout: connect_ms, requestTimeout: request_ms,
    retry: { retries: 3, initialRetryTime: 100, maxRetryTime: 1_000 },
    logLevel: log === undefined ? logLevel.NOTHING : logLevel.INFO,
    logCreator: () => ({ level, log: { message, timestamp: _, ...facts } }) => {
      if (level !== logLevel.NOTHING) log?.({ level: level === logLevel.ERROR ? 'error' : level === logLevel.WARN ? 'warn' : 'info', message, facts });
    },
    ...(ssl === undefined ? {} : { ssl }),
    ...(sasl === undefined ? {} : { sasl }),
    ...(socketFactory === undefined ? {} : { socketFactory }),
  });
}
