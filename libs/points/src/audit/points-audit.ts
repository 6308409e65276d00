import type { PointsAccountEvent } from '@loyalty/contracts';
import type { FoldedStream, LogAudit, RecordedEvent, Report } from '@loyalty/ledger';
import { auditAccount } from './audit-account';
import { AuditedAccount } from './audited-account';
import { auditReversal, NOTHING_REVERSED, type CountedReversal } from './audit-reversal';
import { conservationFault } from './conservation';
import type { ReadModelCheck } from './read-model-check';
import { RunningBooks } from './running-books';
import type { SnapshotCheck } from './snapshot-check';

/** What is kept of a stream of points while it is audited. */
export type AuditedStream = AuditedAccount | CountedReversal;

/**
 * Folds every account while a log is verified and holds each event against the fold. Give it to `verifyLog`.
 */
export class PointsAudit implements LogAudit<AuditedStream> {
  /** The books of every wallet at the end of the log. */
  readonly books = new RunningBooks();
  accounts = 0;
  private readonly seen = { position: 0, sound: true };

  constructor(readonly checks: { readonly snapshots?: SnapshotCheck; readonly readModel?: ReadModelCheck } = {}) {}

  see(event: RecordedEvent, report: Report): void {
    if (!isAccount(event.stream)) return;
    const { position, stream, data } = event;
    const detail = conservationFault(data);
    this.seen.position = position;
    this.seen.sound = detail === undefined;
    if (detail !== undefined) return report({ code: 'conservation_broken', position, stream, detail });
    const { wallet, postings } = data as PointsAccountEvent['data'];
    this.books.add(wallet, postings);
  }

  begin(stream: string): AuditedStream | undefined {
    if (isAccount(stream)) return new AuditedAccount();
    return stream.startsWith('pointsReversal-') ? NOTHING_REVERSED : undefined;
  }

  fold(state: AuditedStream, event: RecordedEvent, report: Report): AuditedStream | undefined {
    if (!(state instanceof AuditedAccount)) return auditReversal(state, event, report);
    // Postings that do not balance are reported where they are seen first; the account cannot be gone on with.
    const sound = this.seen.position === event.position ? this.seen.sound : conservationFault(event.data) === undefined;
    if (!sound || !auditAccount(state, event, report)) return undefined;
    this.checks.snapshots?.fold(event as RecordedEvent & PointsAccountEvent, report);
    return state;
  }

  async end(streams: Iterable<FoldedStream<AuditedStream>>, report: Report): Promise<void> {
    for (const { stream, state } of streams) {
      if (!isAccount(stream)) continue;
      this.accounts += 1;
      if (state === undefined) this.checks.snapshots?.givenUp(stream);
    }
    await this.checks.readModel?.compare(streams, report);
  }

  finish(report: Report): void {
    this.checks.snapshots?.finish(report);
  }
}

function isAccount(stream: string): boolean {
  return stream.startsWith('pointsAccount-');
}
