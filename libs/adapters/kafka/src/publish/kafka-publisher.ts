import { errorToJson, isDomainError, type DomainError, type ErrorRecord } from '@loyalty/kernel';
import { corrupt, startPosition, storeUnavailable, type EventStore } from '@loyalty/ledger';
import { backoffMs, contextTopic, type CheckpointStore } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import { within } from '../connection/within';
import { KeyedProducer } from '../produce/keyed-producer';
import { RECONNECT } from '../settings';
import { Leadership } from './leadership';
import { portions } from './published-page';

export interface PublisherParts {
  readonly log: EventStore;
  readonly checkpoints: CheckpointStore;
}

export interface PublisherOptions {
  /** Events of these categories go to `loyalty.<context>.events.v1`. */
  readonly context: string;
  readonly categories: readonly string[];
  /** Events read from the log at once. */
  readonly pageEvents?: number;
  /** Bytes sent at once; the next are sent when these are acknowledged. */
  readonly portionBytes?: number;
}

export interface PublisherStatus {
  readonly publisher: string;
  /** `standby`: another process publishes, this one would take over. The others as of a consumer. */
  readonly state: 'running' | 'standby' | 'waiting' | 'failed' | 'stopped';
  /** Everything up to here has been published, as far as this process knows. */
  readonly position: number;
  readonly lag: number;
  /** Events acknowledged since the start. */
  readonly published: number;
  readonly error?: ErrorRecord;
}

/**
 * Publishes a context's events from the log itself, in log order, keyed by stream. The checkpoint follows the broker's
 * acknowledgement, so a crash repeats events and leaves none out. One of several equal processes publishes. One that has
 * lost that without knowing repeats a stretch that begins at or before the checkpoint and has no holes; so of each key
 * the first occurrences stay in order, and what comes again is recognized by its revision.
 */
export class KafkaPublisher {
  private readonly name: string;
  private readonly topic: string;
  private readonly leadership: Leadership;
  private state: PublisherStatus['state'] = 'stopped';
  private error: DomainError | undefined;
  private position = 0;
  private published = 0;
  private publishing: Promise<void> = Promise.resolve();
  /** Its own: what it sends keeps no outcome waiting, and no other's failure interrupts it. */
  private producer: KeyedProducer;

  constructor(private readonly connection: KafkaConnection, private readonly parts: PublisherParts, private readonly options: PublisherOptions) {
    this.name = contextTopic(options.context, 'publisher');
    this.topic = contextTopic(options.context, 'events');
    this.producer = this.newProducer();
    this.leadership = new Leadership(this.name, connection, {
      lead: (signal) => {
        const before = this.publishing;
        this.publishing = before.then(() => this.publish(signal));
      },
      joined: () => {
        if (this.state !== 'failed' && !this.leadership.leads) this.become('standby');
      },
      away: (error) => this.wait(error),
    });
  }

  /** Resolves when it publishes or stands by, or the broker is away. Throws `checkpoint_of_other_log`, `checkpoint_ahead`, `store_unavailable`. */
  async start(): Promise<void> {
    this.position = await this.startPosition();
    this.become('standby');
    await this.leadership.start();
  }

  /** Reads no further, waits within the time for what was sent, remembers it, lets another publish. */
  async stop(deadline_ms: number): Promise<void> {
    this.leadership.end();
    await within(this.connection.ports.timer, deadline_ms, this.publishing);
    await this.leadership.leave();
    await this.producer.close(0);
    this.producer = this.newProducer();
    if (this.state !== 'failed') this.become('stopped');
  }

  async status(): Promise<PublisherStatus> {
    const { state, error, published } = this;
    const position = this.leadership.leads ? this.position : ((await this.parts.checkpoints.load(this.name))?.position ?? 0);
    const lag = Math.max(0, (await this.parts.log.head()) - position);
    return { publisher: this.name, state, position, lag, published, ...(error === undefined ? {} : { error: errorToJson(error) }) };
  }

  /** Until the term ends; what is not available is asked for again, with longer and longer pauses. */
  private async publish(signal: AbortSignal): Promise<void> {
    const { timer, random } = this.connection.ports;
    for (let failures = 0; !signal.aborted;) {
      const before = this.published;
      try {
        await this.connection.ensure([{ topic: this.topic }]);
        this.position = await this.startPosition();
        this.become('running');
        await this.follow(signal);
        if (!signal.aborted) this.wait(storeUnavailable('the subscription ended'));
      } catch (error) {
        if (!isDomainError(error) || !error.retryable) return this.fail(error);
        this.wait(error);
      }
      failures = this.published > before ? 1 : failures + 1;
      await timer.sleep(backoffMs(RECONNECT, failures, random)!, signal);
    }
  }

  private async follow(signal: AbortSignal): Promise<void> {
    const { log, checkpoints } = this.parts;
    const { categories, pageEvents = 1_000, portionBytes = 256 * 1024 } = this.options;
    for await (const { events, through } of log.subscribe({ after: this.position, limit: pageEvents, categories, signal })) {
      // One after the other: a portion that arrived before the one in front of it would be a gap.
      for (const records of portions(events, this.topic, log.logId, portionBytes)) await this.producer.send(records);
      this.published += events.length;
      await checkpoints.save(this.name, { position: through, logId: log.logId });
      this.position = through;
      this.become('running');
    }
  }

  private newProducer(): KeyedProducer {
    return new KeyedProducer(this.connection.kafka, this.connection.ports);
  }

  private async startPosition(): Promise<number> {
    const { log, checkpoints } = this.parts;
    return startPosition(this.name, await checkpoints.load(this.name), log);
  }

  private become(state: PublisherStatus['state']): void {
    this.state = state;
    this.error = undefined;
  }

  private wait(error: DomainError): void {
    if (this.state === 'failed' || this.state === 'stopped') return;
    this.state = 'waiting';
    this.error = error;
  }

  private fail(error: unknown): void {
    this.state = 'failed';
    this.error = isDomainError(error) ? error : corrupt('publisher_failed', `${this.name}: ${String(error)}`, { publisher: this.name });
    void this.leadership.leave();
  }
}
