import type { RecordedEvent } from '../log/event';
import type { Snapshot } from '../log/event-store';
import type { CommandOutcome } from '../log/outcome';
import type { Hash } from '../proof/hash';

/** One commit as the proof sees it: the size of the log after it and the root over all of it. */
export interface MemoryCommit {
  readonly position: number;
  readonly root: Hash;
}

/** What a memory store has made durable; outlives the store, as a file outlives a process. */
export interface MemoryDisk {
  readonly logId: string;
  /** The stored bytes of each event, `lines[position - 1]`. */
  readonly lines: string[];
  readonly events: RecordedEvent[];
  readonly streams: Map<string, RecordedEvent[]>;
  readonly outcomes: Map<string, CommandOutcome>;
  readonly commits: MemoryCommit[];
  readonly snapshots: Map<string, Snapshot>;
  /** Raised by each store that opens the disk: one that was opened before writes no more. */
  epoch: number;
}

export function memoryDisk(logId = '00000000000000000000000000000000'): MemoryDisk {
  return { logId, lines: [], events: [], streams: new Map(), outcomes: new Map(), commits: [], snapshots: new Map(), epoch: 0 };
}
