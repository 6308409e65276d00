import { checkpointAhead } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { commitNumber, lastCommit } from './log-end';

/** The end of a commit: where the log was then, and where KurrentDB has its record. */
export interface Mark {
  readonly number: number;
  readonly position: number;
  readonly place: string;
}

const MARKS_MAX = 4_096;
/** Events that are rather read and left out than searched around. */
const NEAR = 256;

/** Finds where in KurrentDB's log to read on from a position of ours: at the end of a commit at or before it. */
export class Marks {
  private readonly known = new Map<number, Mark>();

  constructor(private readonly connection: Connection) {}

  /** Keeps the ends that went by last: whoever reads on asks for one of them. */
  remember(mark: Mark): void {
    this.known.delete(mark.position);
    this.known.set(mark.position, mark);
    if (this.known.size > MARKS_MAX) this.known.delete(this.known.keys().next().value!);
  }

  /** After the connection was lost the server may be another. */
  forget(): void {
    this.known.clear();
  }

  /**
   * The last end known at or before a position, undefined for the start of the log. Throws `checkpoint_ahead` with the
   * reader's name when the log has not reached the position.
   */
  async before(position: number, reader: string): Promise<Mark | undefined> {
    if (position === 0) return undefined;
    const known = this.known.get(position);
    if (known !== undefined) return known;
    const last = await lastCommit(this.connection);
    if (last === undefined || last.position < position) throw checkpointAhead(reader, position, last?.position ?? 0);
    const found = last.position === position ? last : await this.search(position, last);
    if (found?.position === position) this.remember(found);
    return found;
  }

  /** By guessing from how positions grow with commits, and by halving in every other step. */
  private async search(position: number, last: Mark): Promise<Mark | undefined> {
    let low: Mark | undefined;
    let high = last;
    for (let halve = false; high.number - (low?.number ?? 0) > 1 && position - (low?.position ?? 0) > NEAR; halve = !halve) {
      const from = low ?? { number: 0, position: 0 };
      const share = halve ? 0.5 : (position - from.position) / (high.position - from.position);
      const guess = Math.min(high.number - 1, Math.max(from.number + 1, from.number + Math.floor((high.number - from.number) * share)));
      const found = await commitNumber(this.connection, guess);
      if (found === undefined) return low;
      if (found.position <= position) low = found;
      else high = found;
    }
    return low;
  }
}
