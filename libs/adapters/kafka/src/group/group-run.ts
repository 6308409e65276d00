import type { EachBatchPayload } from 'kafkajs';
import { isDomainError, type DomainError } from '@loyalty/kernel';
import { corrupt } from '@loyalty/ledger';
import { countersWith, KeyedLanes, type ConsumerState, type StopReport } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import type { NeededTopic } from '../connection/topics';
import { within } from '../connection/within';
import type { ParkedCopies } from '../parking/parked-copies';
import type { ParkedKeys } from '../parking/parked-keys';
import { UNAVAILABLE_PAUSE_MS, type ConsumerParts, type ConsumerSettings } from '../settings';
import { Assignment } from './assignment';
import { Committer } from './committer';
import { GroupMember, type TopicPartition } from './member';
import type { OwnedPartition } from './owned-partition';
import { ownKeyOf, recordOf, type KafkaRecord, type Subject } from './record';
import { RecordWork, type RecordTask, type Settle } from './record-work';

/** How long a start waits for what it needs; after that it goes on by itself, and says that it waits. */
const START_MS = 5_000;
/** How old the known ends of partitions may be when somebody asks for the lag. */
const ENDS_MS = 1_000;

/** One run of a consumer group's member, from a start to the stop that follows. */
export class GroupRun {
  readonly counters = countersWith(0);
  readonly assignment = new Assignment();
  private readonly member: GroupMember;
  private readonly committer: Committer;
  private readonly work: RecordWork;
  private readonly lanes: ReadonlyMap<string, KeyedLanes<RecordTask>>;
  private readonly stopping = new AbortController();
  private ended: 'failed' | 'stopped' | undefined;
  /** Why the member is not in its group, and why its work stands still. */
  private away: DomainError | undefined;
  private stuck: DomainError | undefined;
  /** Resolves when the last deal can be worked on. */
  private ready: Promise<void> = Promise.resolve();
  private deal = 0;
  private endsKnown = -Infinity;
  private committing: Promise<void> = Promise.resolve();

  constructor(
    private readonly subject: Subject, private readonly connection: KafkaConnection, private readonly parts: ConsumerParts,
    private readonly settings: ConsumerSettings, private readonly parked: ParkedKeys, copies: ParkedCopies, needs: readonly NeededTopic[],
  ) {
    this.member = new GroupMember(connection, { group: subject.name, topics: subject.topics, needs: [{ topic: copies.topic, partitions: 1 }, ...needs], settings }, {
      assigned: (dealt) => this.assigned(dealt),
      rebalancing: () => void this.committer.commit(),
      lost: (error) => {
        this.giveUp();
        this.away = error;
      },
      batch: (payload) => this.receive(payload),
    });
    this.committer = new Committer(this.member, () => this.assignment.all);
    this.work = new RecordWork(subject.name, parts, settings, parked, copies);
    // Each topic has lanes of its own, so that one whose handlers hang holds up no other.
    this.lanes = new Map(subject.topics.map((topic) => [topic, new KeyedLanes<RecordTask>({ parallel: settings.keysInParallel, timer: parts.timer, work: (key, task) => this.do(key, task) })]));
  }

  get state(): ConsumerState {
    return this.ended ?? (this.failure === undefined ? 'running' : 'waiting');
  }

  /** Why it waits or has failed, or why what is settled could not be committed. */
  get error(): DomainError | undefined {
    return this.failure ?? this.committer.error;
  }

  async begin(): Promise<void> {
    this.committing = this.commitNowAndThen();
    await this.member.start();
    await within(this.parts.timer, START_MS, this.ready);
  }

  /** Takes nothing more, lets what runs end within the time, commits how far it came, leaves the group. */
  async end(deadline_ms: number): Promise<StopReport> {
    this.stopping.abort();
    const late = new AbortController();
    const idle = Promise.all([...this.lanes.values()].map((lanes) => lanes.idle(late.signal)));
    await within(this.parts.timer, deadline_ms, idle);
    late.abort();
    this.close();
    await this.committing;
    await this.committer.commit();
    const unfinished = this.assignment.sums().inFlight;
    await this.member.stop();
    this.ended ??= 'stopped';
    return { drained: unfinished === 0, unfinished };
  }

  /** Leaves at once, as if the process had died: what is in hand is not waited for and nothing more is committed. */
  async abandon(): Promise<void> {
    this.stopping.abort();
    this.giveUp();
    this.close();
    await this.member.stop();
    this.ended ??= 'stopped';
  }

  /** Asks how far the partitions reach now, unless that is known; the broker being away changes nothing. */
  async lookAhead(): Promise<void> {
    const now = this.parts.clock.elapsedMs();
    if (now - this.endsKnown < ENDS_MS) return;
    this.endsKnown = now;
    await within(this.parts.timer, ENDS_MS, this.assignment.lookAhead(this.connection).catch(() => undefined));
  }

  private get failure(): DomainError | undefined {
    return this.away ?? this.stuck;
  }

  private close(): void {
    for (const lanes of this.lanes.values()) lanes.stop();
  }

  private giveUp(): void {
    this.deal += 1;
    this.counters.seen -= this.assignment.lose();
  }

  private assigned(dealt: readonly TopicPartition[]): void {
    this.giveUp();
    this.away = undefined;
    this.subject.startAgain?.();
    // The client library keeps a partition paused across deals.
    for (const each of dealt) this.member.resume(each);
    this.ready = this.prepare(dealt, this.deal);
  }

  /** Learns what is parked and where each partition goes on; asks again until it knows. */
  private async prepare(dealt: readonly TopicPartition[], deal: number): Promise<void> {
    const { signal } = this.stopping;
    while (this.deal === deal && !signal.aborted) {
      try {
        const parked = await this.parked.load();
        const partitions = await this.assignment.take(dealt, this.connection, this.subject.name);
        if (this.deal !== deal) return;
        this.counters.seen += parked - this.counters.parked;
        this.counters.parked = parked;
        this.assignment.own(partitions);
        this.stuck = undefined;
        return;
      } catch (error) {
        this.stumble(error);
        await this.parts.timer.sleep(UNAVAILABLE_PAUSE_MS, signal);
      }
    }
  }

  /** A batch of one partition. Returns when its records are taken, or the partition is paused: work goes on without it. */
  private async receive({ batch, resolveOffset, heartbeat, isRunning, isStale }: EachBatchPayload): Promise<void> {
    const { topic, partition: number } = batch;
    while (!(await within(this.parts.timer, this.settings.heartbeat_ms / 2, this.ready))) await heartbeat();
    const partition = this.assignment.find({ topic, partition: number });
    if (partition === undefined || this.stopping.signal.aborted || !isRunning() || isStale()) return;
    partition.end = Number(batch.highWatermark);
    partition.receive(batch.messages.map((message) => recordOf(topic, number, message)));
    resolveOffset(batch.messages.at(-1)!.offset);
    this.fill(partition);
    if (partition.waitingRecords === 0 || (await within(this.parts.timer, this.settings.pauseAfter_ms, partition.emptied()))) return;
    if (partition.lost || partition.waitingRecords === 0) return;
    partition.paused = true;
    this.member.pause(partition);
  }

  private fill(partition: OwnedPartition): void {
    while (partition.settled.open < this.settings.inFlightMax && !this.stopping.signal.aborted) {
      const record = partition.shift();
      if (record === undefined) break;
      this.take(partition, record);
    }
    if (!partition.paused || partition.waitingRecords > 0) return;
    partition.paused = false;
    this.member.resume(partition);
  }

  private take(partition: OwnedPartition, record: KafkaRecord): void {
    const read = this.subject.read(record);
    this.counters.seen += 1;
    partition.settled.take(record.offset + 1);
    if (read.kind === 'ignored') {
      this.counters.ignored += 1;
      partition.settled.settle(record.offset + 1);
    } else this.lanes.get(record.topic)!.add(read.key ?? ownKeyOf(record), { partition, record, read, attempts: 0 });
  }

  /** What a lane does with its next record. What fails here is not the record's fault, so it is not parked for it. */
  private async do(key: string, task: RecordTask): Promise<number | undefined> {
    if (task.partition.lost) return undefined;
    try {
      const done = await this.work.do(key, task);
      if (typeof done === 'number') task.attempts += 1;
      else if (done !== undefined) this.settle(task, done);
      return typeof done === 'number' ? done : undefined;
    } catch (error) {
      this.stumble(error);
      return UNAVAILABLE_PAUSE_MS;
    }
  }

  private settle({ partition, record }: RecordTask, as: Settle): void {
    if (partition.lost || this.ended === 'stopped') return;
    this.stuck = undefined;
    this.counters[as] += 1;
    partition.settled.settle(record.offset + 1);
    if (partition.waitingRecords > 0 || partition.paused) this.fill(partition);
  }

  private async commitNowAndThen(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.parts.timer.sleep(this.settings.commitEvery_ms, signal);
      await this.committer.commit();
    }
  }

  /** Something needed is not available: wait. Anything else: stop by ourselves, a person must look. */
  private stumble(error: unknown): void {
    if (isDomainError(error) && error.retryable) {
      this.stuck = error;
      return;
    }
    if (this.ended !== undefined) return;
    this.stuck = isDomainError(error) ? error : corrupt('consumer_failed', `${this.subject.name}: ${String(error)}`, { consumer: this.subject.name });
    this.ended = 'failed';
    this.stopping.abort();
    this.close();
    void this.committer.commit().then(() => this.member.stop());
  }
}
