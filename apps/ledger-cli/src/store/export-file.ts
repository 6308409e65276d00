import { closeSync, existsSync, fstatSync, ftruncateSync, openSync, readSync } from 'node:fs';
import { invalid } from '@loyalty/kernel';

/** Longer than the longest line with its proof. */
const TAIL_BYTES = 8 * 1024 * 1024;

/**
 * What an export that was broken off has already: its last whole line's position, and the log's size its proofs are for.
 * Half a line after that is cut away. Throws `export_malformed` when the file is something else.
 */
export function cutToLastLine(file: string): { readonly position: number; readonly size?: number } {
  if (!existsSync(file)) return { position: 0 };
  const fd = openSync(file, 'r+');
  try {
    const { size: bytes } = fstatSync(fd);
    const tail = Buffer.alloc(Math.min(bytes, TAIL_BYTES));
    readSync(fd, tail, 0, tail.length, bytes - tail.length);
    const end = tail.lastIndexOf('\n');
    const last = end < 0 ? undefined : read(tail.toString('utf8', end === 0 ? 0 : tail.lastIndexOf('\n', end - 1) + 1, end));
    ftruncateSync(fd, bytes - tail.length + end + 1);
    return last ?? { position: 0 };
  } finally {
    closeSync(fd);
  }
}

function read(line: string): { readonly position: number; readonly size?: number } {
  try {
    const { position, kind, size } = JSON.parse(line) as { position: unknown; kind?: string; size?: number };
    if (!Number.isSafeInteger(position)) throw new Error('no position');
    return { position: position as number, ...(kind === 'inclusion' && size !== undefined ? { size } : {}) };
  } catch (cause) {
    throw invalid('export_malformed', 'The file does not end with an exported event: it is no export to go on with', { cause: (cause as Error).message });
  }
}
