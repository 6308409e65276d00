import type { FoldedStream, Report } from '@loyalty/ledger';
import type { AccountDocument } from '../views/accounts';
import { AuditedAccount } from './audited-account';

/** The view of accounts, as far as it has come. */
export interface AccountsReadModel {
  /** It reflects everything up to here. */
  readonly position: number;
  load(keys: readonly string[]): Promise<ReadonlyMap<string, Pick<AccountDocument, 'pending' | 'available' | 'held' | 'debt' | 'revision'>>>;
}

const BATCH = 500;
const CATEGORY = 'pointsAccount-';

/** Documents that show the revision the fold has come to must show its balances. Invariant 8. */
export class ReadModelCheck {
  compared = 0;
  /** Not there yet, or ahead of what was verified: nothing can be said of them. */
  elsewhere = 0;

  constructor(private readonly model: AccountsReadModel, private readonly size: number) {}

  async compare(streams: Iterable<FoldedStream<unknown>>, report: Report): Promise<void> {
    let batch: FoldedStream<AuditedAccount>[] = [];
    for (const { stream, revision, state } of streams) {
      if (!(state instanceof AuditedAccount)) continue;
      batch.push({ stream, revision, state });
      if (batch.length < BATCH) continue;
      await this.compareBatch(batch, report);
      batch = [];
    }
    if (batch.length > 0) await this.compareBatch(batch, report);
  }

  private async compareBatch(batch: readonly FoldedStream<AuditedAccount>[], report: Report): Promise<void> {
    const documents = await this.model.load(batch.map(({ stream }) => stream.slice(CATEGORY.length)));
    for (const { stream, revision, state } of batch) {
      const found = documents.get(stream.slice(CATEGORY.length));
      const caughtUp = this.model.position >= this.size;
      if (found === undefined ? !caughtUp : found.revision > revision || (found.revision < revision && !caughtUp)) {
        this.elsewhere += 1;
        continue;
      }
      this.compared += 1;
      const { pending, available, held, debt } = state!;
      if (found?.revision === revision && state!.agrees(found)) continue;
      report({ code: 'read_model_mismatch', stream, detail: `at revision ${revision} the view shows ${JSON.stringify(found ?? null)}, the events make ${JSON.stringify({ pending, available, held, debt })}` });
    }
  }
}
