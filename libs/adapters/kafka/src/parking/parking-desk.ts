import { invalid, type ErrorRecord } from '@loyalty/kernel';
import { isSameEvent, notParked, type Discard, type DiscardedEvent, type EventReference, type MutableCounters, type ParkedKey, type Parking, type RetryReport } from '@loyalty/messaging';
import type { Subject } from '../group/record';
import { attempt } from '../group/record-work';
import type { ConsumerParts } from '../settings';
import type { ParkedCopies } from './parked-copies';
import type { ParkedKeys } from './parked-keys';

const LIMIT = 100;
const REASON_LENGTH_MAX = 500;

/** What the desk needs to know of the consumer at work in this process, if one is. */
export interface AtWork {
  readonly parked: ParkedKeys;
  readonly counters: MutableCounters;
}

/**
 * The parking of one group, usable in any process: it need not own the key's partition, nor run the consumer. The store
 * is where desk and owner meet. The owner puts a record behind a parked key only while the store says that the key is
 * parked; so what comes while the desk works waits for it, and the first record after the last was released is told that
 * the key flows again.
 */
export class ParkingDesk implements Parking {
  private readonly turns = new Map<string, Promise<unknown>>();

  constructor(private readonly subject: Subject, private readonly parts: ConsumerParts, private readonly copies: ParkedCopies, private readonly atWork: () => AtWork) {}

  list({ afterKey, limit = LIMIT }: { afterKey?: string; limit?: number } = {}): Promise<readonly ParkedKey[]> {
    return this.parts.parked.list(this.subject.name, { limit, ...(afterKey === undefined ? {} : { afterKey }) });
  }

  /** References name a partition and the offset behind the record there; the position is the one behind its copy in the parked topic. */
  async show(key: string, { after = 0, limit = LIMIT }: { after?: number; limit?: number } = {}): Promise<{ parked: ParkedKey; events: readonly EventReference[] }> {
    return { parked: await this.known(key), events: await this.parts.parked.events(this.subject.name, key, { after, limit }) };
  }

  /** Throws `not_parked`, `store_unavailable`, `broker_unavailable`, `parked_copy_missing`. */
  retry(key: string): Promise<RetryReport> {
    return this.inTurn(key, async () => {
      await this.known(key);
      for (let taken = 0; ; taken += 1) {
        const error = await this.takeFirst(key);
        if (error === 'none' || error !== undefined) return { taken, left: await this.left(key), ...(error === 'none' ? {} : { error }) };
      }
    });
  }

  /** Throws `not_parked`, `reason_missing`, `store_unavailable`. */
  discard(key: string, discard: Discard, meant?: EventReference): Promise<RetryReport> {
    return this.inTurn(key, async () => {
      if (discard.reason.trim() === '' || discard.reason.length > REASON_LENGTH_MAX) {
        throw invalid('reason_missing', `A record is discarded for a reason, of 1 to ${REASON_LENGTH_MAX} characters`, { length: discard.reason.length });
      }
      await this.known(key);
      const { parked, counters } = this.atWork();
      const first = await parked.first(key);
      if (first !== undefined && (meant === undefined || isSameEvent(meant, first))) {
        await parked.discard(key, first, discard);
        counters.parked -= 1;
        counters.ignored += 1;
      }
      return { taken: 0, left: await this.left(key) };
    });
  }

  discarded({ after = 0, limit = LIMIT }: { after?: number; limit?: number } = {}): Promise<readonly DiscardedEvent[]> {
    return this.parts.parked.discarded(this.subject.name, { after, limit });
  }

  /** Undefined when the key's first record was taken, `none` when there is none, else why it could not be. */
  private async takeFirst(key: string): Promise<ErrorRecord | 'none' | undefined> {
    const { parked, counters } = this.atWork();
    const first = await parked.first(key);
    if (first === undefined) return 'none';
    const outcome = await attempt(this.subject.readAgain(await this.copies.read(first)));
    if (outcome.kind === 'parked' || outcome.kind === 'retry') {
      await parked.failedAgain(key, first, outcome.error, this.parts.clock.now());
      return outcome.error;
    }
    await parked.release(key, first);
    counters.parked -= 1;
    counters[outcome.kind] += 1;
    return undefined;
  }

  private async known(key: string): Promise<ParkedKey> {
    const parked = await this.parts.parked.find(this.subject.name, key);
    if (parked === undefined) throw notParked(this.subject.name, key);
    return parked;
  }

  private async left(key: string): Promise<number> {
    return (await this.parts.parked.find(this.subject.name, key))?.events ?? 0;
  }

  /** Two who ask for one key at the same time are served one after the other. */
  private inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
    const done = (this.turns.get(key) ?? Promise.resolve()).then(work, work);
    this.turns.set(key, done);
    const leave = () => void (this.turns.get(key) === done && this.turns.delete(key));
    done.then(leave, leave);
    return done;
  }
}
