import type { Instant } from '@loyalty/kernel';
import { assertCommitFits, corrupt, revisionConflict, storeUnavailable, type Commit } from '@loyalty/ledger';
import type { Appended, Connection } from '../connection/connection';
import { fromKurrent, isAnswerLost } from '../connection/kurrent-error';
import type { Violation } from '../connection/violation';
import { attemptAfter, type Attempt } from './attempt';
import { Contention } from './contention';
import { commitNumber, endAfter, lastCommit, type LogEnd } from './log-end';
import type { KurrentParts } from './parts';
import { Patience } from './patience';
import { refusalOf } from './refusal';
import { COMMITS_STREAM } from './streams';

/** What a commit came to, once it is durable. */
export interface Written {
  readonly basePosition: number;
  readonly position: number;
  readonly number: number;
  readonly recordedAt: Instant;
  readonly place: string;
}

/** Lost races in a row before a commit is given up; another commit was written each time. */
const ROUNDS_MAX = 500;
const READABLE_AFTER_MS = 2;

/**
 * Writes commits one after the other, each as one atomic append that begins where the log ends. Writers in other
 * processes do the same; of two that begin at one end the server takes one, and the other follows on it.
 */
export class CommitWriter {
  private end: LogEnd | undefined;
  /** The last commit that was written from here: a log that has not got it is another one. */
  private acknowledged = 0;
  /** Commits that the server told of when it last refused one. */
  private commits = 0;
  private last: Promise<unknown> = Promise.resolve();

  private readonly contention: Contention;

  constructor(private readonly connection: Connection, private readonly parts: KurrentParts, private readonly closing: AbortSignal) {
    this.contention = new Contention(connection, parts.newId);
  }

  /** In the order of the calls. Throws `log_truncated` beside what a commit is refused with. */
  write(commit: Commit): Promise<Written> {
    const written = this.last.then(() => this.writeNext(commit));
    this.last = written.catch(() => undefined);
    return written;
  }

  /** Resolves when everything asked for so far is settled. */
  async settled(): Promise<void> {
    await this.last;
  }

  private async writeNext(commit: Commit): Promise<Written> {
    assertCommitFits(commit);
    for (let round = 1; round <= ROUNDS_MAX; round += 1) {
      const attempt = attemptAfter(await this.endNow(), commit, this.parts.newId);
      await this.assertUnchecked(attempt);
      const [sent] = await Promise.all([this.send(attempt), this.contention.sending()]);
      if ('place' in sent) return this.wentOn(attempt, sent.place);
      const behind = sent.violations.find(({ stream }) => stream === COMMITS_STREAM);
      if (behind !== undefined) this.lost(behind);
      const refusal = refusalOf(sent.violations, commit);
      if (refusal !== undefined) throw refusal;
      await this.contention.lost(round);
    }
    throw storeUnavailable('other writers always came first');
  }

  private async endNow(): Promise<LogEnd> {
    if (this.end === undefined || this.contention.isFelt) {
      this.end = endAfter(await lastCommit(this.connection));
      if (this.end.number < this.acknowledged) throw corrupt('log_truncated', `The log ends with commit ${this.end.number}, and commit ${this.acknowledged} was acknowledged`, { number: this.end.number, acknowledged: this.acknowledged });
      // The server checks appends against what it has taken, and lets it be read a moment later.
      if (this.end.number < this.commits) await this.parts.timer.sleep(READABLE_AFTER_MS, this.closing);
    }
    return this.end;
  }

  private wentOn({ basePosition, end }: Attempt, place: string): Written {
    this.end = end;
    this.acknowledged = end.number;
    return { basePosition, position: end.tree.size, number: end.number, recordedAt: end.recordedAt!, place };
  }

  private lost({ actual }: Violation): void {
    this.end = undefined;
    this.commits = actual;
  }

  /**
   * Sends an attempt until there is an answer. One whose answer was lost is sent again unchanged: there can be only one
   * commit of its number, and whether that is this one is told by its id.
   */
  private async send(attempt: Attempt): Promise<Appended> {
    const { clock, timer, answerWithin_ms } = this.parts;
    const patience = new Patience(timer, this.closing);
    const deadline = clock.elapsedMs() + answerWithin_ms;
    for (;;) {
      try {
        const appended = await this.connection.append(attempt.records, attempt.checks);
        return patience.waited === 0 ? appended : await this.whatBecameOf(attempt, appended);
      } catch (error) {
        if (isAnswerLost(error) && clock.elapsedMs() < deadline && !this.closing.aborted) {
          await patience.wait();
          continue;
        }
        this.end = undefined;
        throw fromKurrent(error);
      }
    }
  }

  /** Asked when an attempt was sent more than once: the answer to the last time may be about the first. */
  private async whatBecameOf({ id, end }: Attempt, answer: Appended): Promise<Appended> {
    const found = await commitNumber(this.connection, end.number);
    if (found?.id === id) return { place: found.place };
    return 'violations' in answer ? answer : { violations: [{ stream: COMMITS_STREAM, expected: end.number - 1, actual: end.number }] };
  }

  /** Read after the end of the log was, and nothing is written unless the log still ends there: so it holds. */
  private async assertUnchecked({ unchecked }: Attempt): Promise<void> {
    for (const [stream, expected] of unchecked) {
      const [last] = await this.connection.readStream(stream, { from: 'last', count: 1 });
      const actual = last?.revision ?? 0;
      if (actual !== expected) throw revisionConflict(stream, expected, actual);
    }
  }
}
