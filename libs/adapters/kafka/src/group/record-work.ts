import { isDomainError } from '@loyalty/kernel';
import { backoffMs, outcomeOfError, tooManyParked, type ConsumerCounters, type EventReference, type Outcome } from '@loyalty/messaging';
import { HELD_BEHIND, type CopyNote } from '../parking/copy';
import type { ParkedCopies } from '../parking/parked-copies';
import type { ParkedKeys } from '../parking/parked-keys';
import type { ConsumerParts, ConsumerSettings } from '../settings';
import type { OwnedPartition } from './owned-partition';
import type { KafkaRecord, ReadRecord } from './record';

/** As what a record is settled. */
export type Settle = Exclude<keyof ConsumerCounters, 'seen'>;

/** A record whose turn comes in its key's lane. */
export interface RecordTask {
  readonly partition: OwnedPartition;
  readonly record: KafkaRecord;
  readonly read: ReadRecord;
  attempts: number;
  /** Its copy in the parked topic, once made. */
  copy?: EventReference;
}

/** What came of one attempt. Rejects when it is not the record's fault: another writer has taken over, or the broker is away. */
export async function attempt(read: ReadRecord): Promise<Outcome> {
  if (read.kind === 'refused') return { kind: 'parked', error: read.error };
  if (read.kind === 'ignored') return { kind: 'ignored', rule: 'subject' };
  try {
    return await read.do();
  } catch (error) {
    if (isDomainError(error) && (error.code === 'fenced' || error.code === 'broker_unavailable')) throw error;
    return outcomeOfError(error);
  }
}

/** What is done with a record whose turn it is. */
export class RecordWork {
  constructor(private readonly name: string, private readonly parts: ConsumerParts, private readonly settings: ConsumerSettings, private readonly parked: ParkedKeys, private readonly copies: ParkedCopies) {}

  /**
   * Settles the record, or answers after how many milliseconds to try again; undefined when it was lost to another member
   * meanwhile. Rejects when something it needs is not available (`store_unavailable`, `broker_unavailable`) or the
   * parking is overfull (`too_many_parked`): the record is then not settled.
   */
  async do(key: string, task: RecordTask): Promise<Settle | number | undefined> {
    const { record, read } = task;
    if (this.parked.wasDiscarded(record)) return 'ignored';
    if (this.parked.has(key)) {
      if (await this.parked.lies(key, record)) return 'duplicate';
      if (await this.parked.hold(key, await this.copy(task, { error: HELD_BEHIND, attempts: 0 }))) return 'parked';
    }
    const outcome = await attempt(read);
    if (outcome.kind !== 'retry' && outcome.kind !== 'parked') return outcome.kind;
    const attempts = task.attempts + 1;
    const pauseMs = outcome.kind === 'retry' ? backoffMs(this.settings.retry, attempts, this.parts.random) : undefined;
    if (pauseMs !== undefined) return pauseMs;
    if (task.partition.lost) return undefined;
    if (this.parked.size >= this.settings.parkedKeysMax) throw tooManyParked(this.name, this.parked.size);
    const reference = await this.copy(task, { error: outcome.error, attempts });
    await this.parked.park(key, reference, { error: outcome.error, attempts, parkedAt: this.parts.clock.now() });
    return 'parked';
  }

  /** The body is durable before the index names it, and before the offset counts as settled. */
  private async copy(task: RecordTask, note: Pick<CopyNote, 'error' | 'attempts'>): Promise<EventReference> {
    return (task.copy ??= await this.copies.add(task.record, { ...note, at: this.parts.clock.now() }));
  }
}
