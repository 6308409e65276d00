import { isDomainError } from '@loyalty/kernel';
import { openCheckpoint, type Checkpoint, type VerifyingKey } from '../checkpoint';
import { EMPTY_ROOT, type Hash } from '../hash';
import type { Report } from './finding';

/** A checkpoint that was kept outside the store: the text of the note, and the key that must have signed it. */
export interface KeptCheckpoint {
  /** How the person who brings it calls it, usually the file. */
  readonly name: string;
  readonly note: string;
  readonly key: VerifyingKey;
}

export interface HeldCheckpoint {
  readonly name: string;
  readonly size: number;
  /** Whether this log begins with the one that was signed. */
  readonly agrees: boolean;
}

/** What stands first in every checkpoint of a log. */
export function originOf(logId: string): string {
  return `loyalty-ledger/${logId}`;
}

/** Holds a log against checkpoints: it must still lead to each root at its size. */
export class CheckpointCheck {
  private readonly waiting: { name: string; checkpoint: Checkpoint; agrees: boolean }[] = [];

  constructor(logId: string, kept: readonly KeptCheckpoint[], private readonly report: Report) {
    for (const { name, note, key } of kept) {
      const checkpoint = openKept(name, note, key, logId, report);
      if (checkpoint !== undefined) this.waiting.push({ name, checkpoint, agrees: checkpoint.size === 0 && checkpoint.root.equals(EMPTY_ROOT) });
    }
  }

  /** The tree has grown to a size; `leadsTo` tells whether it has a root there. */
  reached(size: number, leadsTo: (root: Hash) => boolean): void {
    for (const held of this.waiting) if (held.checkpoint.size === size) held.agrees = leadsTo(held.checkpoint.root);
  }

  /** After the last event. */
  end(size: number): readonly HeldCheckpoint[] {
    for (const { name, checkpoint, agrees } of this.waiting) {
      if (agrees) continue;
      if (checkpoint.size > size) this.report({ code: 'truncated_before_checkpoint', position: size, detail: `${name} was signed over ${checkpoint.size} events, the log has ${size}` });
      else this.report({ code: 'forked_from_checkpoint', position: checkpoint.size, detail: `${name} was signed over other events than the first ${checkpoint.size} of this log` });
    }
    return this.waiting.map(({ name, checkpoint, agrees }) => ({ name, size: checkpoint.size, agrees }));
  }
}

function openKept(name: string, note: string, key: VerifyingKey, logId: string, report: Report): Checkpoint | undefined {
  try {
    const checkpoint = openCheckpoint(note, key);
    if (checkpoint.origin === originOf(logId)) return checkpoint;
    report({ code: 'checkpoint_of_other_log', detail: `${name} is of ${checkpoint.origin}, this is ${originOf(logId)}` });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    report({ code: error.code, detail: `${name}: ${error.message}` });
  }
  return undefined;
}
