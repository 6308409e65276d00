/** Entries on their way from memory into a table, in the table's order. */
export interface Batch {
  /** How many steps there are. */
  readonly steps: number;
  /** Adds the entries of a step to what a commit writes, and says how many they are. */
  step(index: number, into: number[]): number;
  /** How far the table goes when all of it is moved. */
  readonly through: number;
}

/** What one commit writes into the table of an index. */
export interface IndexRows {
  /** The columns of the rows, one after the other. */
  readonly values: number[];
  /** How far the table goes from now on; absent while a batch is being moved. */
  readonly through?: number;
}

/** Entries moved along with a commit, for each entry of it: more than one, so that moving ends before gathering does. */
const MOVED_PER_ENTRY = 2;

/** Moves a batch of entries a few at a time, so that no commit waits for all of them. */
export class SlowMove<Moved extends Batch> {
  private batch: Moved | undefined;
  private next = 0;
  /** A batch whose last rows are in a commit that is not durable yet. */
  private ending: Moved | undefined;

  /** `ready` gives a batch once enough has gathered; what gathers from then on is for the next. */
  constructor(private readonly ready: () => Moved | undefined) {}

  /** What is under way; its entries are not, or not all, in the table yet. */
  get moving(): Moved | undefined {
    return this.ending ?? this.batch;
  }

  /** The rows that a commit with this many new entries writes; several commits may be under way. */
  rows(entries: number): IndexRows {
    if (this.batch === undefined && this.ending === undefined) {
      this.batch = this.ready();
      this.next = 0;
    }
    const { batch } = this;
    const values: number[] = [];
    if (batch === undefined) return { values };
    for (let quota = entries * MOVED_PER_ENTRY; quota > 0 && this.next < batch.steps; this.next += 1) quota -= batch.step(this.next, values);
    if (this.next < batch.steps) return { values };
    this.batch = undefined;
    this.ending = batch;
    return { values, through: batch.through };
  }

  /** A commit is durable, and these rows with it. */
  taken({ through }: IndexRows): void {
    if (through !== undefined) this.ending = undefined;
  }
}
