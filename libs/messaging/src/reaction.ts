import type { RecordedEvent } from '@loyalty/ledger';
import type { Outcome } from './policy/outcome';

/**
 * What a context does about events. An event can come more than once (after a crash, after a retry), so the effect must
 * carry the event's id: commands do, through `cause` and an id made from it.
 */
export interface Reaction {
  /** The consumer group: one checkpoint and one parking for each name, for ever. */
  readonly name: string;
  /** The stream categories it reads. */
  readonly categories: readonly string[];
  /** Events of one key are handled one after the other, in order; by stream when left out. */
  key?(event: RecordedEvent): string;
  /** What it throws is turned into an outcome by `outcomeOfError`. */
  handle(event: RecordedEvent): Promise<Outcome>;
}
