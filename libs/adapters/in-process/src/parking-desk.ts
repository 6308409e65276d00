import { errorToJson, invalid } from '@loyalty/kernel';
import { consumerStopped, notParked, type Discard, type DiscardedEvent, type EventReference, type ParkedKey, type ParkedStore, type Parking, type RetryReport } from '@loyalty/messaging';
import type { Run } from './run';

const LIMIT = 100;
const REASON_LENGTH_MAX = 500;

/** The parking of one consumer, as support staff and the command line use it. */
export class ParkingDesk implements Parking {
  constructor(private readonly consumer: string, private readonly store: ParkedStore, private readonly current: () => Run | undefined) {}

  list({ afterKey, limit = LIMIT }: { afterKey?: string; limit?: number } = {}): Promise<readonly ParkedKey[]> {
    return this.store.list(this.consumer, { limit, ...(afterKey === undefined ? {} : { afterKey }) });
  }

  async show(key: string, { after = 0, limit = LIMIT }: { after?: number; limit?: number } = {}): Promise<{ parked: ParkedKey; events: readonly EventReference[] }> {
    return { parked: await this.known(key), events: await this.store.events(this.consumer, key, { after, limit }) };
  }

  /** Throws `not_parked`, `consumer_stopped`, `store_unavailable`. */
  async retry(key: string): Promise<RetryReport> {
    await this.known(key);
    for (let taken = 0; ;) {
      const done = await this.run().step(key, { kind: 'retry' });
      if (done.taken) taken += 1;
      else return { taken, left: await this.left(key), ...(done.error === undefined ? {} : { error: errorToJson(done.error) }) };
    }
  }

  /** Throws `not_parked`, `consumer_stopped`, `reason_missing`, `store_unavailable`. */
  async discard(key: string, discard: Discard, first?: EventReference): Promise<RetryReport> {
    if (discard.reason.trim() === '' || discard.reason.length > REASON_LENGTH_MAX) {
      throw invalid('reason_missing', `An event is discarded for a reason, of 1 to ${REASON_LENGTH_MAX} characters`, { length: discard.reason.length });
    }
    await this.known(key);
    await this.run().step(key, { kind: 'discard', discard, first });
    return { taken: 0, left: await this.left(key) };
  }

  discarded({ after = 0, limit = LIMIT }: { after?: number; limit?: number } = {}): Promise<readonly DiscardedEvent[]> {
    return this.store.discarded(this.consumer, { after, limit });
  }

  private async known(key: string): Promise<ParkedKey> {
    const parked = await this.store.find(this.consumer, key);
    if (parked === undefined) throw notParked(this.consumer, key);
    return parked;
  }

  private async left(key: string): Promise<number> {
    return (await this.store.find(this.consumer, key))?.events ?? 0;
  }

  private run(): Run {
    const run = this.current();
    if (run === undefined || run.state === 'failed') throw consumerStopped(this.consumer);
    return run;
  }
}
