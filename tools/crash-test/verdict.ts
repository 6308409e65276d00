import { existsSync } from 'node:fs';
import { isDomainError } from '@loyalty/kernel';
import { openDatabase } from '@loyalty/sqlite';
import { checkLog } from '../bench/check';
import { openLedger } from '../bench/open-ledger';
import { answersThatChanged, outcomesThatDiffer } from './acknowledged';
import type { Journal } from './journal';
import { halfCommits, streamsThatDiffer } from './streams';
import { viewsThatDiffer } from './views';

export interface Verdict {
  /** Acknowledged commands that are not there as they were acknowledged. */
  readonly lost: readonly string[];
  /** Half commits and everything else that contradicts itself. */
  readonly torn: readonly string[];
  readonly acknowledged: number;
  /** Commands that were asked and not answered: each must be there as a whole or not at all. */
  readonly unanswered: number;
}

/** Opens a ledger whose process was killed, and holds it against what its callers saw. */
export async function examine(file: string, views: string, journal: Journal): Promise<Verdict> {
  const lost: string[] = [];
  const torn: string[] = [];
  try {
    // The first opening recovers the file; then the auditor reads it, before anything new is written.
    await (await openLedger(file)).close();
    torn.push(...(await checkLog(file)).findings, ...unsound(file));
    const { ledger, store, close } = await openLedger(file);
    try {
      torn.push(...(await halfCommits(store, journal.asked)));
      lost.push(...(await outcomesThatDiffer(store, journal)));
      lost.push(...(await answersThatChanged(ledger, journal)));
      torn.push(...(await streamsThatDiffer(ledger)));
      if (existsSync(views)) torn.push(...(await viewsThatDiffer(store, views)));
    } finally {
      await close();
    }
    torn.push(...(await checkLog(file)).findings);
  } catch (error) {
    if (!isDomainError(error)) throw error;
    torn.push(`${error.code}: ${error.message}`);
  }
  return { lost, torn, acknowledged: journal.answers.size, unanswered: journal.asked.filter(({ id }) => !journal.answers.has(id)).length };
}

/** SQLite's own opinion of the file. */
function unsound(file: string): string[] {
  const db = openDatabase(file, { readOnly: true, synchronous: 'FULL' });
  try {
    return db.prepare('PRAGMA integrity_check').all().map((row) => String(Object.values(row)[0])).filter((text) => text !== 'ok');
  } finally {
    db.close();
  }
}
