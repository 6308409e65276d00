import type { Snapshot } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { SNAPSHOT_STREAMS } from '../log/streams';
import { LineFile } from './line-file';

const RECORDS_AT_ONCE = 4_096;

interface Kept {
  readonly revision: number;
  /** Number of its text in the file. */
  readonly at: number;
}

/** The newest snapshot of each stream, copied into a temporary file that `close` removes. */
export class StoredSnapshots {
  private readonly texts = new LineFile();
  private readonly kept = new Map<string, Kept>();

  static async copiedFrom(connection: Connection): Promise<StoredSnapshots> {
    const snapshots = new StoredSnapshots();
    try {
      for (let place: string | undefined; ;) {
        let found = 0;
        for await (const stored of connection.readLog(place, { prefixes: [SNAPSHOT_STREAMS] }, RECORDS_AT_ONCE)) {
          found += 1;
          // The record at the place was had before; having it again changes nothing.
          snapshots.keep(stored.stream.slice(SNAPSHOT_STREAMS.length), stored.text);
          place = stored.place;
        }
        if (found < RECORDS_AT_ONCE) return snapshots;
      }
    } catch (error) {
      snapshots.close();
      throw error;
    }
  }

  get count(): number {
    return this.kept.size;
  }

  /** Streams and revisions of snapshots: all of them, or so many spread evenly over the names. */
  revisions(max: number): ReadonlyMap<string, number> {
    const step = Math.max(1, Math.ceil(this.kept.size / max));
    const names = [...this.kept.keys()].sort().filter((_, at) => at % step === 0);
    return new Map(names.map((name) => [name, this.kept.get(name)!.revision]));
  }

  read(stream: string): Snapshot | undefined {
    const kept = this.kept.get(stream);
    if (kept === undefined) return undefined;
    const { revision, stateVersion, state } = JSON.parse(this.texts.at(kept.at)) as Snapshot;
    return { stream, revision, stateVersion, state };
  }

  close(): void {
    this.texts.close();
  }

  /** What is no snapshot is left out: its stream is folded from the events. */
  private keep(stream: string, text: string): void {
    const revision = revisionIn(text);
    if (revision === undefined) return;
    this.texts.add(text);
    this.kept.set(stream, { revision, at: this.texts.length - 1 });
  }
}

function revisionIn(text: string): number | undefined {
  try {
    const { revision, state } = JSON.parse(text) as Partial<Snapshot>;
    return Number.isSafeInteger(revision) && typeof state === 'string' ? revision : undefined;
  } catch {
    return undefined;
  }
}
