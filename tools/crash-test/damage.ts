import { existsSync, readFileSync, truncateSync } from 'node:fs';
import { openDatabase } from '@loyalty/sqlite';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * The bite `lost-tail`: cuts the last commit out of the write-ahead log, as a disk does that said it had written what it
 * had not. Frames are those of the log's present round, a commit's last one tells the size of the database
 * (sqlite.org/walformat.html).
 */
export function loseLastCommit(file: string): void {
  const wal = `${file}-wal`;
  if (!existsSync(wal)) return;
  const bytes = readFileSync(wal);
  if (bytes.length <= HEADER_BYTES) return;
  const salts = bytes.subarray(16, 24);
  const stride = FRAME_HEADER_BYTES + bytes.readUInt32BE(8);
  const ends: number[] = [];
  for (let at = HEADER_BYTES; at + stride <= bytes.length && bytes.subarray(at + 8, at + 16).equals(salts); at += stride) {
    if (bytes.readUInt32BE(at + 4) !== 0) ends.push(at + stride);
  }
  truncateSync(wal, ends.at(-2) ?? HEADER_BYTES);
}

/** The bite `torn-log`: half of the last commit goes, its event, its outcome or its root. */
export function tearLastCommit(file: string, which: number): void {
  const db = openDatabase(file, { synchronous: 'FULL' });
  try {
    const torn = [
      'DELETE FROM events WHERE position = (SELECT max(position) FROM events)',
      "DELETE FROM commands WHERE id = (SELECT id FROM commands WHERE status = 'applied' ORDER BY number DESC LIMIT 1)",
      'DELETE FROM commits WHERE number = (SELECT max(number) FROM commits)',
    ];
    db.exec(torn[which % torn.length]!);
  } finally {
    db.close();
  }
}
