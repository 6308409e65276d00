import type { StreamIds } from './stream-ids';
import type { StreamIndex } from './stream-index';

/** Where a stream stands: its number in the tables and its last revision. */
export interface StreamHead {
  readonly id: number;
  revision: number;
  /** Whether the tables do not have it yet. */
  readonly isNew: boolean;
}

const KEPT_MAX = 200_000;

/** The heads of the streams written last. A stream that is not known yet gets its number here. */
export class StreamHeads {
  private readonly known = new Map<string, StreamHead>();

  constructor(private readonly ids: StreamIds, private readonly index: StreamIndex) {}

  /** Forgets all when there are too many; only while no commit is under way, for what one has advanced must be kept until it ends. */
  makeRoom(): void {
    if (this.known.size >= KEPT_MAX) this.known.clear();
  }

  of(name: string): StreamHead {
    const known = this.known.get(name);
    if (known !== undefined) return known;
    const head = this.read(name) ?? { id: this.ids.next(), revision: 0, isNew: true };
    this.known.set(name, head);
    return head;
  }

  /** The last revision of a stream; 0 when it has no events. */
  revisionOf(name: string): number {
    return (this.known.get(name) ?? this.read(name))?.revision ?? 0;
  }

  private read(name: string): StreamHead | undefined {
    const id = this.ids.find(name);
    return id === undefined ? undefined : { id, revision: this.index.lastRevision(id), isNew: false };
  }
}
