import type { RecordedEvent } from '@loyalty/ledger';
import { MemoryParkedStore, type Reaction } from '@loyalty/messaging';
import { KafkaBus } from '../bus/kafka-bus';
import { fresh, testPorts, type TestBroker } from '../broker.fixture';
import type { KafkaConnection } from '../connection/kafka-connection';
import type { ConsumerSettings } from '../settings';
import { published } from './accounts.fixture';
import type { GroupConsumer } from './group-consumer';

export interface MemberOptions {
  readonly settings?: Partial<ConsumerSettings>;
  readonly topicOf?: (category: string) => string;
  /** Its own, for a member in a process of its own as far as the broker can tell. */
  readonly connection?: KafkaConnection;
}

/** A consumer group of one test: a topic and a name that no other test has, and what its members were given. */
export class GroupOfSpec {
  readonly parked = new MemoryParkedStore();
  readonly topic = fresh('accounts');
  readonly name = fresh('notices');
  readonly handled: RecordedEvent[] = [];
  readonly connection: KafkaConnection;
  private readonly started: GroupConsumer[] = [];

  constructor(broker: TestBroker, private readonly settings: Partial<ConsumerSettings>) {
    this.connection = broker.connect();
  }

  async start(reaction: Reaction, { settings = {}, topicOf = () => this.topic, connection = this.connection }: MemberOptions = {}): Promise<GroupConsumer> {
    const member = new KafkaBus(connection, { ...testPorts, parked: this.parked }, { topicOf, settings: { ...this.settings, ...settings } }).consumer(reaction);
    this.started.push(member);
    await member.start();
    return member;
  }

  /** What was handled, in the order in which it was. */
  ids(): string[] {
    return this.handled.map(({ stream, revision }) => `${stream}@${revision}`);
  }

  send(...events: readonly RecordedEvent[]): Promise<unknown> {
    return this.connection.producer.send(events.map((each) => published(this.topic, each)));
  }

  /** Members that are still there are gone at once, as if their processes had been killed. */
  async end(): Promise<void> {
    for (const member of this.started) await member.abandon();
  }
}
