import { jsonEvent } from '@kurrent/kurrentdb-client';
import type { Connection } from '../connection/connection';
import { WAITING_STREAM } from './streams';

const WAITING_TYPE = 'ledger.waited.v1';
/** Commits that begin with a look at the end of the log, once it is known that others write too. */
const LOOKS = 64;
/** Races lost in a row before a writer says that it waits, and before it says so again. */
const PATIENT_FOR = 4;
/** Commits between two looks for somebody who waits. */
const EVERY = 8;

/**
 * Keeps a writer that wins from winning always. Whoever has just written knows where the log ends; whoever lost must read
 * it first and so comes late again. A loser therefore leaves a word; a writer that finds one reads the end of the log
 * before its next commits too, and then both have the same chance.
 */
export class Contention {
  private looks = 0;
  private commits = 0;
  /** Revision of the last word that was found. */
  private heard = 0;
  private trimmed = false;

  constructor(private readonly connection: Connection, private readonly newId: () => string) {}

  /** Whether a commit should begin with a look at the end of the log. */
  get isFelt(): boolean {
    return this.looks > 0;
  }

  /** A race was lost, for the so manieth time in a row. */
  async lost(inARow: number): Promise<void> {
    this.looks = LOOKS;
    if (inARow % PATIENT_FOR === 0) await this.say(inARow);
  }

  /** A commit is about to be sent; looks now and then, beside it, whether somebody waits. */
  async sending(): Promise<void> {
    this.looks = Math.max(0, this.looks - 1);
    this.commits += 1;
    if (this.commits % EVERY !== 0) return;
    try {
      const [word] = await this.connection.readStream(WAITING_STREAM, { from: 'last', count: 1 });
      if (word === undefined || word.revision <= this.heard) return;
      this.heard = word.revision;
      this.looks = LOOKS;
    } catch {
      // Only fairness is at stake; if the server is away, the commit will say so.
    }
  }

  private async say(lost: number): Promise<void> {
    try {
      await this.connection.append([{ streamName: WAITING_STREAM, record: jsonEvent({ id: this.newId(), type: WAITING_TYPE, data: { lost } }) }], []);
      if (!this.trimmed) await this.connection.keepNewest(WAITING_STREAM);
      this.trimmed = true;
    } catch {
      // As above.
    }
  }
}
