import { closeSync, openSync, readSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { corrupt } from '@loyalty/ledger';
import { sizeOf } from '../open-database';

const HEADER_BYTES = 32;
const FRAME_HEADER_BYTES = 24;

/**
 * Refuses a write-ahead log that is damaged in its midst (`store_damaged`). SQLite takes what comes before the first
 * frame whose checksum is wrong and drops the rest without a word: right for the one commit that a crash tore, since each
 * commit is on the disk before the next begins; wrong when whole commits come after it. Nobody may be writing meanwhile.
 * Format: sqlite.org/walformat.html.
 */
export function assertWriteAheadLogWhole(file: string, db: DatabaseSync): void {
  const wal = `${file}-wal`;
  if (sizeOf(wal) <= HEADER_BYTES) return;
  const taken = Number(db.prepare('PRAGMA wal_checkpoint(NOOP)').get()?.['log'] ?? 0);
  const dropped = commitsAfter(wal, taken);
  if (dropped > 1) throw corrupt('store_damaged', `${wal} is damaged after frame ${taken}: ${dropped} commits come after it`, { file, frame: taken, commits: dropped });
}

/** Commits whose last frame comes after this many frames and belongs to the log's present round. */
function commitsAfter(wal: string, frames: number): number {
  const fd = openSync(wal, 'r');
  try {
    const bytes = (length: number, at: number) => {
      const buffer = Buffer.alloc(length);
      return readSync(fd, buffer, 0, length, at) === length ? buffer : undefined;
    };
    const header = bytes(HEADER_BYTES, 0)!;
    const salts = header.subarray(16, 24);
    const stride = FRAME_HEADER_BYTES + header.readUInt32BE(8);
    let commits = 0;
    for (let at = HEADER_BYTES + Math.max(frames, 0) * stride; ; at += stride) {
      const frame = bytes(FRAME_HEADER_BYTES, at);
      if (frame === undefined) return commits;
      // The second word is the size of the database after a commit, and zero in frames that end none.
      if (frame.subarray(8, 16).equals(salts) && frame.readUInt32BE(4) !== 0) commits += 1;
    }
  } finally {
    closeSync(fd);
  }
}
