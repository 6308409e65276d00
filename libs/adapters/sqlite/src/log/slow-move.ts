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
  /** Where the present commit began, until it is known whether it was taken. */
  private before: { batch: Moved | undefined; next: number } | undefined;

  /** `ready` gives a batch once enough has gathered; what gathers from then on is for the next. */
  constructor(private readonly ready: () => Moved | undefined) {}

  /** What is under way; its entries are not, or not all, in the table yet. */
  get moving(): Moved | undefined {
    return this.before?.batch ?? this.batch;
  }

  /** The rows that a commit with this many new entries writes; to be followed by `taken` or `refused`. */
  rows(entries: number): IndexRows {
    if (this.batch === undefined) {
      this.batch = this.ready();
      this.next = 0;
    }
    this.before = { batch: this.batch, next: this.next };
    const { batch } = this;
    const values: number[] = [];
    if (batch === undefined) return { values };
    for (let quota = entries * MOVED_PER_ENTRY; quota > 0 && this.next < batch.steps; this.next += 1) quota -= batch.step(this.next, values);
    if (this.next < batch.steps) return { values };
    this.batch = undefined;
    return { values, through: batch.through };
  }

  /** The commit is durable, and its rows with it. */
  taken(): void {
    this.before = undefined;
  }

  /** The commit was not taken: its rows come again with the next. */
  refused(): void {
    if (this.before === undefined) return;
    ({ batch: this.batch, next: this.next } = this.before);
    this.before = undefined;
  }
}
