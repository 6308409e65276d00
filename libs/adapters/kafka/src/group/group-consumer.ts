import { errorToJson } from '@loyalty/kernel';
import { countersWith, type Consumer, type ConsumerStatus, type StopReport } from '@loyalty/messaging';
import type { KafkaConnection } from '../connection/kafka-connection';
import type { NeededTopic } from '../connection/topics';
import { ParkedCopies } from '../parking/parked-copies';
import { ParkedKeys } from '../parking/parked-keys';
import { ParkingDesk } from '../parking/parking-desk';
import { DEFAULT_CONSUMER, type ConsumerParts, type ConsumerSettings } from '../settings';
import { GroupRun } from './group-run';
import { readOffsets } from './offsets';
import type { Subject } from './record';

/**
 * This process's member of a consumer group. At least once, in order within a key: an offset is committed when it and all
 * before it are settled, that is when their effect or their parked copy is durable.
 */
export class GroupConsumer implements Consumer {
  readonly parking: ParkingDesk;
  private readonly settings: ConsumerSettings;
  private readonly copies: ParkedCopies;
  private readonly parked: ParkedKeys;
  private run: GroupRun | undefined;

  /** `needs`: topics that its work writes to. */
  constructor(private readonly subject: Subject, private readonly connection: KafkaConnection, private readonly parts: ConsumerParts, settings: Partial<ConsumerSettings> = {}, private readonly needs: readonly NeededTopic[] = []) {
    this.settings = { ...DEFAULT_CONSUMER, ...settings };
    this.copies = new ParkedCopies(connection, subject.name);
    this.parked = new ParkedKeys(subject.name, parts.parked);
    this.parking = new ParkingDesk(subject, parts, this.copies, () => ({ parked: this.parked, counters: this.run?.counters ?? countersWith(0) }));
  }

  /** Resolves when it is taking records or, when the broker is away, as soon as that is known: it goes on asking by itself. */
  async start(): Promise<void> {
    if (this.run !== undefined && this.run.state !== 'stopped' && this.run.state !== 'failed') return;
    this.run = new GroupRun(this.subject, this.connection, this.parts, this.settings, this.parked, this.copies, this.needs);
    await this.run.begin();
  }

  async stop(deadline_ms: number): Promise<StopReport> {
    const report = (await this.run?.end(deadline_ms)) ?? { drained: true, unfinished: 0 };
    await this.copies.close();
    return report;
  }

  /** Leaves as if the process had died: nothing is finished and nothing committed. All that was not comes again elsewhere. */
  async abandon(): Promise<void> {
    await this.run?.abandon();
    await this.copies.close();
  }

  /** Of this member: the position is the number of records, over its partitions, up to which all are settled. */
  async status(): Promise<ConsumerStatus> {
    const { run } = this;
    const error = run?.error;
    await run?.lookAhead();
    const known = run === undefined || run.state === 'stopped' ? await this.committed() : run.assignment.sums();
    return {
      consumer: this.subject.name,
      state: run?.state ?? 'stopped',
      ...known,
      parkedKeys: await this.parkedKeys(),
      counters: { ...(run?.counters ?? countersWith(await this.parts.parked.count(this.subject.name))) },
      ...(error === undefined ? {} : { error: errorToJson(error) }),
    };
  }

  /** Another process may have parked or released some; what we know ourselves must do while the store is away. */
  private async parkedKeys(): Promise<number> {
    try {
      return (await this.parts.parked.firsts(this.subject.name)).size;
    } catch {
      return this.parked.size;
    }
  }

  private async committed(): Promise<{ position: number; lag: number; inFlight: number }> {
    try {
      const offsets = [...(await readOffsets(this.connection, this.subject.name, this.subject.topics)).values()];
      const position = offsets.reduce((sum, { start }) => sum + start, 0);
      return { position, lag: offsets.reduce((sum, { end }) => sum + end, 0) - position, inFlight: 0 };
    } catch {
      return { position: 0, lag: 0, inFlight: 0 };
    }
  }
}
