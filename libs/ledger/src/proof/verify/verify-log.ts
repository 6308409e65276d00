import type { RecordedEvent } from '../../log/event';
import type { ProvableLog, StoredLeaf } from '../provable-log';
import { CheckpointCheck, type HeldCheckpoint, type KeptCheckpoint } from './checkpoint-check';
import { CommitCheck } from './commit-check';
import { openLine } from './envelope-check';
import { Findings, type Finding } from './finding';
import { followLog, STREAMS_MAX, type Progress } from './follow-log';
import type { LogAudit } from './log-audit';
import { TreeCheck } from './tree-check';

export interface VerifyOptions<State> {
  /** What the events mean; without one, only bytes, order and hashes are checked. */
  readonly audit?: LogAudit<State>;
  readonly checkpoints?: readonly KeptCheckpoint[];
  /** Findings of one code that are kept in full; all are counted. */
  readonly findingsKept?: number;
  /** Streams in memory at once; with more, the log is read again for each further share of them. */
  readonly streamsMax?: number;
  readonly onProgress?: (progress: Progress) => void;
}

export interface VerifyReport {
  readonly logId: string;
  /** Events, as the log stood when the verification began. */
  readonly size: number;
  readonly commits: number;
  readonly streams: number;
  /** Recomputed from the lines, in hex; undefined where events are missing. */
  readonly root: string | undefined;
  readonly lastRecordedAt: string | undefined;
  readonly readings: number;
  readonly checkpoints: readonly HeldCheckpoint[];
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<string, number>>;
}

const NO_AUDIT: LogAudit<never> = { begin: () => undefined, fold: () => undefined };

/**
 * Proves a log from its bytes: positions and revisions without gaps, lines that say what the columns say, hashes, the
 * tree and every root, commits, time, and the checkpoints that were kept elsewhere; with an audit, also what the events
 * mean. Goes on after a finding where it can. Reads in pages and beside a running writer; what is appended meanwhile is
 * not looked at. Invariants 5 and 6.
 */
export async function verifyLog<State = never>(log: ProvableLog, options: VerifyOptions<State> = {}): Promise<VerifyReport> {
  const { checkpoints = [], findingsKept = 20, streamsMax = STREAMS_MAX, onProgress } = options;
  const audit = options.audit ?? (NO_AUDIT as LogAudit<State>);
  const findings = new Findings(findingsKept);
  const size = log.size();
  const reader = new LogCheck(log, checkpoints, audit, findings);
  const { streams, readings } = await followLog(log, {
    size, streamsMax, audit, report: findings.report, ...(onProgress ? { onProgress } : {}),
    open: (leaf, reading) => (reading === 1 ? reader.take(leaf) : openLine(leaf, () => undefined)),
  });
  const held = reader.end(size);
  return {
    logId: log.logId, size, commits: reader.commits.count, streams, readings,
    root: reader.tree.isWhole ? reader.tree.root().toString('hex') : undefined,
    lastRecordedAt: reader.lastRecordedAt,
    checkpoints: held, findings: findings.list(), counts: findings.counts(),
  };
}

/** All that is checked of each event in the order of the log. */
class LogCheck<State> {
  readonly tree: TreeCheck;
  readonly commits: CommitCheck;
  lastRecordedAt: string | undefined;
  private readonly held: CheckpointCheck;
  private readonly leadsTo;
  private expected = 1;

  constructor(log: ProvableLog, checkpoints: readonly KeptCheckpoint[], private readonly audit: LogAudit<State>, private readonly findings: Findings) {
    this.tree = new TreeCheck(log, findings.report);
    this.commits = new CommitCheck(log, this.tree, findings.report);
    this.held = new CheckpointCheck(log.logId, checkpoints, findings.report);
    this.leadsTo = this.tree.leadsTo.bind(this.tree);
  }

  take(leaf: StoredLeaf): RecordedEvent | undefined {
    if (!this.follows(leaf)) return undefined;
    this.tree.add(leaf);
    const event = openLine(leaf, this.findings.report);
    if (event !== undefined) this.read(event);
    this.commits.passed(leaf.position);
    if (this.tree.isWhole) this.held.reached(leaf.position, this.leadsTo);
    return event;
  }

  end(size: number): readonly HeldCheckpoint[] {
    this.commits.end(size);
    return this.held.end(size);
  }

  private follows({ position, stream }: StoredLeaf): boolean {
    if (position !== this.expected) {
      this.findings.report({ code: 'position_gap', position, stream, detail: `position ${position} comes where ${this.expected} should` });
      this.tree.breakOff();
      this.commits.passed(position - 1);
    }
    this.expected = Math.max(this.expected, position + 1);
    return position > 0;
  }

  private read(event: RecordedEvent): void {
    const { position, stream, recordedAt } = event;
    if (this.lastRecordedAt !== undefined && recordedAt < this.lastRecordedAt) {
      this.findings.report({ code: 'time_reversed', position, stream, detail: `recorded at ${recordedAt}, after an event of ${this.lastRecordedAt}` });
    } else {
      this.lastRecordedAt = recordedAt;
    }
    this.commits.belongs(event);
    this.audit.see?.(event, this.findings.report);
  }
}
