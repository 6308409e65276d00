import { isDomainError } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { backoffMs, outcomeOfError, tooManyParked, type ConsumerCounters, type Outcome, type Reaction } from '@loyalty/messaging';
import type { InProcessLimits, InProcessParts } from './options';
import { referenceTo, type ParkedKeys } from './parked-keys';

/** As what an event is settled. */
export type Settle = Exclude<keyof ConsumerCounters, 'seen'>;

/**
 * Gives one event to the reaction; an error becomes an outcome. Rejects where another process has taken the log over:
 * nothing is wrong with the event, and this consumer must not go on.
 */
export async function attempt(reaction: Reaction, event: RecordedEvent): Promise<Outcome> {
  try {
    return await reaction.handle(event);
  } catch (error) {
    if (isDomainError(error) && error.code === 'fenced') throw error;
    return outcomeOfError(error);
  }
}

/** What is done with an event whose turn it is in its key. */
export class EventWork {
  /** Events whose key could not even be found out, with the reason. */
  private readonly keyless = new WeakMap<RecordedEvent, Outcome>();

  constructor(private readonly reaction: Reaction, private readonly parts: InProcessParts, private readonly limits: InProcessLimits, private readonly parked: ParkedKeys) {}

  /** An event whose key cannot be found out goes by its stream, and is parked there. */
  keyOf(event: RecordedEvent): string {
    try {
      return this.reaction.key?.(event) ?? event.stream;
    } catch (error) {
      this.keyless.set(event, outcomeOfError(error));
      return event.stream;
    }
  }

  /**
   * Settles the event, or answers after how many milliseconds to try again. Rejects when the parking is not available
   * (`store_unavailable`) or overfull (`too_many_parked`): the event is then not settled.
   */
  async do(key: string, event: RecordedEvent, attempts: number): Promise<Settle | number> {
    const first = this.parked.firstOf(key);
    if (first === event.position) return 'duplicate';
    if (first !== undefined && event.position > first) return (await this.parked.hold(key, event)) ? 'parked' : 'duplicate';
    if (this.parked.wasDiscarded(event)) return 'ignored';
    const outcome = this.keyless.get(event) ?? (await attempt(this.reaction, event));
    if (outcome.kind !== 'retry' && outcome.kind !== 'parked') return outcome.kind;
    const pauseMs = outcome.kind === 'retry' ? backoffMs(this.limits.retry, attempts, this.parts.random) : undefined;
    if (pauseMs !== undefined) return pauseMs;
    if (this.parked.size >= this.limits.parkedKeysMax) throw tooManyParked(this.reaction.name, this.parked.size);
    await this.parked.park(key, referenceTo(event), { error: outcome.error, attempts, parkedAt: this.parts.clock.now() });
    return 'parked';
  }
}
