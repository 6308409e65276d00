import { DomainError } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';

/** Streams remembered; the one not seen for longest is forgotten first. */
const STREAMS_MAX = 100_000;

/**
 * Sees to it that no event of a stream is left out between two others: revisions are contiguous, so a gap means that
 * something was lost on the way. It knows only what it has seen itself; where a stream begins for it, nothing is missing.
 */
export class RevisionWatch {
  private last = new Map<string, number>();

  /** The refusal of an event before which others are missing. An event seen before is none of its business. */
  see({ stream, revision }: RecordedEvent): DomainError | undefined {
    const last = this.last.get(stream);
    if (last !== undefined && revision <= last) return undefined;
    this.last.delete(stream);
    this.last.set(stream, revision);
    if (this.last.size > STREAMS_MAX) this.last.delete(this.last.keys().next().value!);
    if (last === undefined || revision === last + 1) return undefined;
    return new DomainError('corruption', 'revision_gap', `${stream} goes on at revision ${revision} after ${last}`, { stream, last, revision });
  }

  forget(): void {
    this.last = new Map();
  }
}
