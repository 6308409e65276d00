import { verifyLog } from '@loyalty/ledger';
import { PointsAudit } from '@loyalty/points';
import { SqliteProvableLog } from '@loyalty/sqlite';

/** What the log of a run must say: as many points issued and spent as the callers were told. */
export interface Expected {
  readonly issued: number;
  readonly redeemed: number;
}

export interface Check {
  readonly ok: boolean;
  readonly events: number;
  readonly commits: number;
  readonly seconds: number;
  /** The first things that do not hold. */
  readonly findings: readonly string[];
}

/**
 * Reads a log as an auditor does: every hash, root, position and revision, every account folded and held against its
 * events, the books in balance, and as many points issued and redeemed as the callers were told.
 */
export async function checkLog(file: string, expected?: Expected): Promise<Check> {
  const begun = performance.now();
  const log = SqliteProvableLog.open(file);
  const audit = new PointsAudit();
  try {
    const { size, commits, findings } = await verifyLog(log, { audit });
    const told = [...findings.map(({ code, position, stream, detail }) => `${code} ${stream ?? ''}@${position ?? ''}: ${detail}`), ...againstBooks(audit, expected)];
    return { ok: told.length === 0, events: size, commits, seconds: Math.round(performance.now() - begun) / 1000, findings: told.slice(0, 20) };
  } finally {
    log.close();
  }
}

function againstBooks({ books }: PointsAudit, expected: Expected | undefined): string[] {
  const wallets = books.totals();
  const total = (book: 'issued' | 'redeemed') => Math.abs(Number(wallets.reduce((sum, { books: of }) => sum + of[book], 0n)));
  const wrong = wallets.filter(({ sum }) => sum !== 0n).map(({ wallet, sum }) => `the books of ${wallet} add up to ${sum}`);
  for (const book of ['issued', 'redeemed'] as const) {
    if (expected !== undefined && total(book) !== expected[book]) wrong.push(`${total(book)} points are ${book}, the callers were told ${expected[book]}`);
  }
  return wrong;
}
