import type { PointsAccountEvent } from '@loyalty/contracts';
import { canonicalJson } from '@loyalty/kernel';
import type { RecordedEvent, Report, Snapshot } from '@loyalty/ledger';
import { account } from '../domain/account/account';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT, type AccountState } from '../domain/account/state';

/** The snapshots of a store, to be held against the fold. */
export interface SnapshotSource {
  /** Stream and revision of those to check. */
  readonly revisions: ReadonlyMap<string, number>;
  read(stream: string): Snapshot | undefined;
}

interface OpenCheck {
  readonly revision: number;
  state: AccountState;
}

/** A snapshot is what the domain's own fold of its stream comes to at its revision. Invariant 7. */
export class SnapshotCheck {
  checked = 0;
  /** Of a shape that this program does not use any more; nobody folds from them. */
  outdated = 0;
  private readonly open: Map<string, OpenCheck>;

  constructor(private readonly source: SnapshotSource) {
    const ofAccounts = [...source.revisions].filter(([stream]) => stream.startsWith('pointsAccount-'));
    this.open = new Map(ofAccounts.map(([stream, revision]) => [stream, { revision, state: NO_ACCOUNT }]));
  }

  /** Takes the next event of a stream. */
  fold(event: RecordedEvent & PointsAccountEvent, report: Report): void {
    const check = this.open.get(event.stream);
    if (check === undefined) return;
    // A share of a large log may be begun, given up for want of memory, and begun again in a later reading.
    check.state = evolve(event.revision === 1 ? NO_ACCOUNT : check.state, event);
    if (event.revision < check.revision) return;
    this.open.delete(event.stream);
    this.compare(event, check, report);
  }

  /** The stream is not folded to its end. */
  givenUp(stream: string): void {
    this.open.delete(stream);
  }

  finish(report: Report): void {
    for (const [stream, { revision }] of this.open) report({ code: 'snapshot_mismatch', stream, detail: `there is a snapshot of revision ${revision}, which the stream does not have` });
  }

  private compare({ stream, position }: RecordedEvent, { revision, state }: OpenCheck, report: Report): void {
    const snapshot = this.source.read(stream);
    if (snapshot === undefined || snapshot.revision !== revision) return; // replaced by a newer one meanwhile
    if (snapshot.stateVersion !== account.stateVersion) {
      this.outdated += 1;
      return;
    }
    this.checked += 1;
    if (!same(snapshot.state, state)) report({ code: 'snapshot_mismatch', position, stream, detail: `the snapshot of revision ${revision} is not what the events come to` });
  }
}

function same(text: string, state: AccountState): boolean {
  if (text === JSON.stringify(state)) return true;
  try {
    return canonicalJson(JSON.parse(text)) === canonicalJson(JSON.parse(JSON.stringify(state)));
  } catch {
    return false; // no JSON is no state either
  }
}
