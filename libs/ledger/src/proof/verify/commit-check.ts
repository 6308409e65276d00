import type { RecordedEvent } from '../../log/event';
import type { ProvableLog, StoredCommit } from '../provable-log';
import type { Report } from './finding';
import type { TreeCheck } from './tree-check';

const PAGE = 1_000;

/** Walks the commits beside the events: numbers and positions follow, times agree, and each root is that of its events. */
export class CommitCheck {
  private page: readonly StoredCommit[] = [];
  private at = 0;
  private last: Pick<StoredCommit, 'number' | 'position' | 'recordedAt'> = { number: 0, position: 0, recordedAt: '' };
  /** First commit of an unbroken run of wrong roots, and how many there are: a rewritten event spoils all roots after it. */
  private wrong: { first: StoredCommit; root: string; count: number } | undefined;
  private next: StoredCommit | undefined;

  constructor(private readonly log: ProvableLog, private readonly tree: TreeCheck, private readonly report: Report) {
    this.next = this.fetch(Number.MIN_SAFE_INTEGER);
    this.passed(0);
  }

  /** How many commits were walked. */
  count = 0;

  /** An event is recorded at its commit's time; which commit it is in is only known while their numbers follow. */
  belongs({ position, stream, recordedAt }: RecordedEvent): void {
    const { next } = this;
    if (next === undefined || next.number !== this.last.number + 1 || next.recordedAt === recordedAt) return;
    this.report({ code: 'envelope_mismatch', position, stream, commit: next.number, detail: `recorded at ${recordedAt}, its commit at ${next.recordedAt}` });
  }

  /** All events up to a position were read: the commits that end there are due. */
  passed(position: number): void {
    while (this.next !== undefined && this.next.position <= position) {
      this.check(this.next);
      this.last = this.next;
      this.count += 1;
      this.next = this.fetch(this.next.number);
    }
  }

  /** After the last event: the commits reach exactly as far as the events. */
  end(size: number): void {
    this.endRun();
    if (this.last.position < size) {
      this.report({ code: 'commit_gap', position: this.last.position + 1, detail: `the events go to ${size}, the last commit before to ${this.last.position}` });
    }
    // A commit is visible with its events or not at all: if these are missing now, they are missing, not on their way.
    if (this.next !== undefined && this.log.leaves(size, 1).length === 0) {
      this.report({ code: 'position_gap', position: size + 1, commit: this.next.number, detail: `commit ${this.next.number} ends at ${this.next.position}, the events at ${size}` });
    }
  }

  private check(commit: StoredCommit): void {
    const { number, position, recordedAt } = commit;
    if (number !== this.last.number + 1) this.report({ code: 'commit_gap', commit: number, position, detail: `commit ${number} comes after ${this.last.number}` });
    if (recordedAt < this.last.recordedAt) this.report({ code: 'time_reversed', commit: number, detail: `commit of ${recordedAt} comes after one of ${this.last.recordedAt}` });
    if (position < this.last.position) {
      this.report({ code: 'commit_gap', commit: number, position, detail: `commit ${number} ends at ${position}, the one before at ${this.last.position}` });
    } else if (this.tree.isWhole && position === this.tree.size) {
      this.checkRoot(commit);
    }
  }

  private checkRoot(commit: StoredCommit): void {
    if (this.tree.leadsTo(commit.root)) this.endRun();
    else if (this.wrong === undefined) this.wrong = { first: commit, root: this.tree.root().toString('hex'), count: 1 };
    else this.wrong.count += 1;
  }

  private endRun(): void {
    if (this.wrong === undefined) return;
    const { first, root, count } = this.wrong;
    const more = count === 1 ? '' : `; the ${count - 1} commits after it neither`;
    this.report({ code: 'root_mismatch', commit: first.number, position: first.position, detail: `the root is ${first.root.toString('hex')}, the events up to here make ${root}${more}` });
    this.wrong = undefined;
  }

  private fetch(after: number): StoredCommit | undefined {
    if (this.at >= this.page.length) {
      this.page = this.log.commits(after, PAGE);
      this.at = 0;
    }
    return this.page[this.at++];
  }
}
