import { errorFromJson, type DomainError } from '@loyalty/kernel';
import { corrupt, type RecordedEvent } from '@loyalty/ledger';
import { isSameEvent, type Discard, type EventReference, type MutableCounters, type Reaction } from '@loyalty/messaging';
import { attempt } from './event-work';
import type { InProcessParts } from './options';
import type { ParkedKeys } from './parked-keys';

/** Try the first event of a key again, or put it aside for good. */
export type Step = { readonly kind: 'retry' } | { readonly kind: 'discard'; readonly discard: Discard; readonly first: EventReference | undefined };

export interface StepTask {
  readonly kind: 'parked';
  readonly step: Step;
  resolve(done: { taken: boolean; error?: DomainError }): void;
  reject(error: unknown): void;
}

/**
 * Work on parked events. Each step is a task in its key's lane: what arrives meanwhile is parked behind, and once the
 * last parked event is gone, the next in the lane is handled as any other.
 */
export class ParkedWork {
  constructor(private readonly reaction: Reaction, private readonly parts: InProcessParts, private readonly parked: ParkedKeys, private readonly counters: MutableCounters) {}

  /** Never rejects: the one who asked for the step is told. */
  async do(key: string, { step, resolve, reject }: StepTask): Promise<undefined> {
    try {
      const first = await this.parked.first(key);
      if (first === undefined) resolve({ taken: false });
      else if (step.kind === 'retry') resolve(await this.retry(key, first));
      else if (step.first !== undefined && !isSameEvent(step.first, first)) resolve({ taken: false });
      else resolve(await this.discard(key, first, step.discard));
    } catch (error) {
      reject(error);
    }
  }

  private async retry(key: string, first: EventReference): Promise<{ taken: boolean; error?: DomainError }> {
    const outcome = await attempt(this.reaction, await this.read(first));
    if (outcome.kind === 'parked' || outcome.kind === 'retry') {
      await this.parked.failedAgain(key, first, outcome.error, this.parts.clock.now());
      return { taken: false, error: errorFromJson(outcome.error) };
    }
    await this.parked.release(key, first);
    this.counters.parked -= 1;
    this.counters[outcome.kind] += 1;
    return { taken: true };
  }

  private async discard(key: string, first: EventReference, discard: Discard): Promise<{ taken: boolean }> {
    await this.parked.discard(key, first, discard);
    this.counters.parked -= 1;
    this.counters.ignored += 1;
    return { taken: true };
  }

  private async read({ stream, revision, position }: EventReference): Promise<RecordedEvent> {
    const [event] = await this.parts.log.readStream(stream, { after: revision - 1, limit: 1 });
    if (event?.position !== position) throw corrupt('parked_event_missing', `${stream}@${revision} is parked, but not in the log at position ${position}`, { stream, revision, position });
    return event;
  }
}
