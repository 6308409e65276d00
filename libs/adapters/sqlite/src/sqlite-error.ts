import { corrupt, storeUnavailable } from '@loyalty/ledger';
import type { DomainError } from '@loyalty/kernel';

const BUSY = 5;
const CORRUPT = 11;
const NOT_A_DATABASE = 26;

/** A driver's error as one of ours. */
export function fromSqlite(error: unknown, file: string): DomainError {
  const { message = String(error) } = error as { message?: string };
  const primary = primaryCode(error);
  // Our statements name only tables that every file of ours has.
  if (primary === CORRUPT || primary === NOT_A_DATABASE || message.startsWith('no such table')) return corrupt('store_damaged', `${file} is damaged: ${message}`, { file });
  return storeUnavailable(primary === BUSY ? `${file} is locked by another process` : message, error);
}

/** Whether an error came out of SQLite rather than out of our own checks. */
export function isSqliteError(error: unknown): boolean {
  return (error as { code?: string } | undefined)?.code === 'ERR_SQLITE_ERROR';
}

/** Somebody else holds the lock that is needed. */
export function isBusy(error: unknown): boolean {
  return primaryCode(error) === BUSY;
}

/** The low byte of SQLite's extended codes is the primary one (sqlite.org/rescode.html). */
function primaryCode(error: unknown): number {
  return ((error as { errcode?: number } | undefined)?.errcode ?? 0) & 0xff;
}
