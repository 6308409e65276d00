import { checkpointAhead, corrupt } from '@loyalty/ledger';
import { Connection } from '../connection/connection';
import { isAnswerLost } from '../connection/kurrent-error';
import { withDefaults, type KurrentOptions, type KurrentParts } from '../log/parts';
import { Patience } from '../log/patience';
import { NotaryBook, type Attested } from './notary-book';
import { storedRecords } from './stored-records';
import { TreeWalk, type Walked } from './tree-walk';

export interface NotaryOptions extends KurrentOptions {
  readonly name: string;
  /** Pause after the end of the log was reached. */
  readonly every_ms?: number;
}

const EVERY_MS = 1_000;

/**
 * Follows the log beside its writers and trusts none of them: makes the Merkle tree from the stored bytes, holds it against
 * the root of every commit, and attests what it found in a stream of its own. It begins with the first event each time, so
 * what it attested before is proven again.
 */
export class Notary {
  private readonly walk = new TreeWalk();
  private place: string | undefined;
  private last: Walked | undefined;
  /** What is to be met again on the way. */
  private due: Attested[] = [];
  private attestedUpTo = 0;

  private constructor(private readonly connection: Connection, private readonly book: NotaryBook, private readonly parts: KurrentParts, private readonly every_ms: number) {}

  /** Throws `event_store_url_invalid`, `notary_invalid`, `store_unavailable`. */
  static async open(url: string, { name, every_ms = EVERY_MS, ...options }: NotaryOptions): Promise<Notary> {
    const parts = withDefaults(options);
    const connection = Connection.to(url);
    try {
      const notary = new Notary(connection, new NotaryBook(connection, name, parts.newId), parts, every_ms);
      await notary.remember();
      return notary;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** What was attested last, if anything was. */
  get attested(): number {
    return this.attestedUpTo;
  }

  /**
   * Goes on to the end of the log and attests it, if it has grown. Throws `root_mismatch`, `position_gap`, `commit_gap`, and
   * `checkpoint_ahead` when the log ends before what was attested: it was rewritten, or it is another one.
   */
  async attest(): Promise<Walked | undefined> {
    for await (const stored of storedRecords(this.connection, this.place)) {
      const walked = this.walk.take(stored);
      this.place = stored.place;
      if (walked !== undefined) this.passed(walked);
    }
    const ahead = this.due.at(-1);
    if (ahead !== undefined) throw checkpointAhead('notary', ahead.position, this.last?.position ?? 0);
    if (this.last === undefined || this.last.commit <= this.attestedUpTo) return undefined;
    await this.book.write({ ...this.last, at: this.parts.clock.now() });
    this.attestedUpTo = this.last.commit;
    return this.last;
  }

  /** Attests again and again until the signal aborts; waits for a server that is away. Throws what `attest` finds. */
  async run(signal: AbortSignal): Promise<void> {
    const patience = new Patience(this.parts.timer, signal);
    while (!signal.aborted) {
      try {
        await this.attest();
        patience.succeeded();
        await this.parts.timer.sleep(this.every_ms, signal);
      } catch (error) {
        if (!isAnswerLost(error)) throw error;
        await patience.wait();
        await this.recollect();
      }
    }
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private passed(walked: Walked): void {
    this.last = walked;
    while (this.due.length > 0 && this.due[0]!.commit <= walked.commit) {
      const { commit, position, root } = this.due.shift()!;
      if (commit === walked.commit && position === walked.position && root === walked.root) continue;
      throw corrupt('root_mismatch', `Commit ${commit} was attested with the root ${root}, and now it has ${walked.root}`, { commit, position });
    }
  }

  private async remember(): Promise<void> {
    this.due = [...(await this.book.read())];
    this.attestedUpTo = this.due.at(-1)?.commit ?? 0;
  }

  /** An attestation whose answer was lost may have been written all the same. */
  private async recollect(): Promise<void> {
    try {
      const all = await this.book.read();
      this.attestedUpTo = all.at(-1)?.commit ?? 0;
    } catch {
      // The server is still away; the next attempt says so.
    }
  }
}
