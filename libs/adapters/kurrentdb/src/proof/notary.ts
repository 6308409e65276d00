import { corrupt, checkpointAhead } from '@loyalty/ledger';
import { Connection } from '../connection/connection';
import { lastCommit } from '../log/log-end';
import { withDefaults, type KurrentOptions, type KurrentParts } from '../log/parts';
import { NotaryBook, type Attested } from './notary-book';
import { storedRecords } from './stored-records';
import { TreeWalk, type Walked } from './tree-walk';

export interface NotaryOptions extends KurrentOptions {
  readonly name: string;
}

/** Where the log ends and what was attested of it; positions, 0 for none. */
export interface NotaryView {
  readonly head: number;
  readonly attested: number;
}

/**
 * Follows the log beside its writers and trusts none of them: makes the Merkle tree from the stored bytes, holds it against
 * the root of every commit, and attests what it found in a stream of its own. It begins with the first event each time, so
 * what was attested before is proven again.
 */
export class Notary {
  private walk = new TreeWalk();
  private place: string | undefined;
  private last: Walked | undefined;
  /** What is to be met again on the way, a part of the book at a time. */
  private due: Attested[] = [];
  private allDue = false;
  /** A commit's number. */
  private attestedUpTo = 0;

  private constructor(private readonly connection: Connection, private readonly book: NotaryBook, private readonly parts: KurrentParts) {}

  /** Nothing is sent yet. Throws `event_store_url_invalid`, `notary_invalid`. */
  static at(url: string, { name, ...options }: NotaryOptions): Notary {
    const parts = withDefaults(options);
    const connection = Connection.to(url);
    return new Notary(connection, new NotaryBook(connection, name, parts.newId), parts);
  }

  /**
   * Goes on to the end of the log and attests it, if it has grown. Throws `root_mismatch`, `position_gap`, `commit_gap`;
   * `checkpoint_ahead` when the log ends before what was attested: it was rewritten, or it is another one; and
   * `notary_overtaken` when another of this name attested meanwhile: then it can only begin anew. The signal ends it between
   * two records, and it throws the signal's reason.
   */
  async attest(signal?: AbortSignal): Promise<Walked | undefined> {
    for (let missed: Attested | undefined; ;) {
      await this.walkOn(signal);
      const ahead = await this.nextDue();
      if (ahead === undefined) break;
      // The first time, the log may have grown and been attested since its end was read.
      if (ahead === missed) throw checkpointAhead('notary', ahead.position, this.last?.position ?? 0);
      missed = ahead;
    }
    const { last } = this;
    if (last === undefined || last.commit <= this.attestedUpTo) return undefined;
    await this.book.write({ ...last, at: this.parts.clock.now() });
    this.attestedUpTo = last.commit;
    return last;
  }

  /** The next `attest` goes through the whole log again, and through all that was attested by whomever. */
  beginAnew(): void {
    [this.walk, this.place, this.last] = [new TreeWalk(), undefined, undefined];
    [this.due, this.allDue, this.attestedUpTo] = [[], false, 0];
    this.book.rewind();
  }

  /** After an answer was lost: the last attestation may have been written all the same. Throws `store_unavailable`. */
  async recollect(): Promise<void> {
    if (!this.allDue) return;
    const [found, ...others] = await this.book.readOn();
    if (found === undefined) return;
    if (others.length === 0 && found.commit === this.last?.commit && found.root === this.last.root) this.attestedUpTo = found.commit;
    else this.beginAnew();
  }

  /** Looks without proving anything. */
  async look(): Promise<NotaryView> {
    const [newest, end] = [await this.book.newest(), await lastCommit(this.connection)];
    return { head: end?.position ?? 0, attested: newest?.position ?? 0 };
  }

  async close(): Promise<void> {
    await this.connection.close();
  }

  private async walkOn(signal?: AbortSignal): Promise<void> {
    for await (const stored of storedRecords(this.connection, this.place)) {
      signal?.throwIfAborted();
      // Before the record is taken: when the server goes away here, nothing is left out the next time.
      if (this.due.length === 0 && !this.allDue) await this.nextDue();
      const walked = this.walk.take(stored);
      this.place = stored.place;
      if (walked !== undefined) this.passed(walked);
    }
  }

  private passed(walked: Walked): void {
    this.last = walked;
    const [due] = this.due;
    if (due === undefined || due.commit > walked.commit) return;
    const { commit, position, root } = this.due.shift()!;
    if (commit !== walked.commit || position !== walked.position || root !== walked.root) {
      throw corrupt('root_mismatch', `Commit ${commit} was attested with the root ${root}, and now it has ${walked.root}`, { commit, position });
    }
    this.attestedUpTo = commit;
  }

  private async nextDue(): Promise<Attested | undefined> {
    if (this.due.length === 0 && !this.allDue) {
      this.due = [...(await this.book.readOn())];
      this.allDue = this.due.length === 0;
    }
    return this.due[0];
  }
}
