import type { CommandOutcome } from '@loyalty/ledger';
import { holds } from '../violation';

/** Stands in for the disk's outcomes and writes down each as it becomes durable, in order. */
export class OutcomeJournal extends Map<string, CommandOutcome> {
  readonly written: CommandOutcome[] = [];
  /** What was there when an id was written a second time; told at the next check, for a disk throws nothing. */
  overwritten: CommandOutcome | undefined;

  override set(id: string, outcome: CommandOutcome): this {
    const before = this.get(id);
    if (before !== undefined) this.overwritten = before;
    this.written.push(outcome);
    return super.set(id, outcome);
  }

  /** Invariant 4: an id is answered once and for ever. */
  check(): void {
    const before = this.overwritten;
    holds(before === undefined, 4, 'A command id was recorded a second time', { before, after: before && this.get(before.commandId) });
  }
}
