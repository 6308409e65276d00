import type { PointsAccountEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import type { AccountId } from '../domain/account/commands';
import { balancesOf, type PointsDraft } from '../domain/account/draft';
import { dueEvents } from '../domain/account/due';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT, type AccountState } from '../domain/account/state';
import { accountEvents, type AsOf } from '../queries/balance';
import { entryOf, type StatementEntry } from '../views/statement';

/** A line of a statement; one without a revision is due by the clock and not written down yet. */
export interface StatementLine extends Omit<StatementEntry, 'revision' | 'recordedAt' | 'position' | 'account'> {
  readonly revision?: number;
  readonly recordedAt?: Instant;
  readonly position?: number;
}

export interface AccountStatement extends AccountId {
  readonly from?: Instant;
  readonly asOf: Instant;
  readonly opening: number;
  readonly lines: readonly StatementLine[];
  readonly closing: number;
}

/**
 * An account from one business time to another, in the order of business time, with the balance after each line. What
 * the clock has brought about until then stands at the end though nobody has written it down, so the closing balance is
 * that of `balanceAsOf`.
 */
export async function accountStatement(store: Pick<EventStore, 'readStream'>, id: AccountId, { asOf, knownAt, from }: AsOf & { readonly from?: Instant }): Promise<AccountStatement> {
  const lines: StatementLine[] = [];
  let state = NO_ACCOUNT;
  for await (const recorded of accountEvents(store, id)) {
    if (recorded.recordedAt > knownAt) break;
    if (recorded.effectiveAt > asOf) continue;
    const event = recorded as typeof recorded & PointsAccountEvent;
    state = evolve(state, event);
    const { account: _, ...line } = entryOf(event);
    lines.push(line);
  }
  for (const draft of dueEvents(id, state, asOf)) {
    state = evolve(state, draft);
    lines.push(dueLine(draft, state));
  }
  lines.sort((a, b) => compare(a.effectiveAt, b.effectiveAt) || (a.revision ?? Infinity) - (b.revision ?? Infinity));
  let balance = 0;
  const running = lines.map((line) => ({ ...line, balance: (balance += line.change) }));
  const shown = running.filter(({ effectiveAt }) => from === undefined || effectiveAt >= from);
  const opening = running[running.length - shown.length - 1]?.balance ?? 0;
  return { ...id, ...(from === undefined ? {} : { from }), asOf, opening, lines: shown, closing: balance };
}

function dueLine({ type, effectiveAt, data }: PointsDraft, state: AccountState): StatementLine {
  const { postings } = data;
  const { available, held, debt } = state.books;
  return {
    type, effectiveAt, ...balancesOf(state), balance: available + held + debt,
    change: (postings.available ?? 0) + (postings.held ?? 0) + (postings.debt ?? 0), pendingChange: postings.pending ?? 0,
  };
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
