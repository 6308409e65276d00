import { closeSync, fdatasyncSync, ftruncateSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import path from 'node:path';
import type { DoubleStorage } from './storage';
import type { StoredRecord } from './stored-record';

const FILE = 'double.log';
type WrittenRecord = Omit<StoredRecord, 'data' | 'metadata'> & { readonly data: string; readonly metadata: string };

/**
 * An append-only file with a line of JSON for each transaction, synced before it is acknowledged. A process that is
 * killed while it writes leaves at most one line without an end; that one was not acknowledged and is cut off.
 */
export class FileStorage implements DoubleStorage {
  private readonly fd: number;
  private readonly file: string;

  constructor(folder: string) {
    mkdirSync(folder, { recursive: true });
    this.file = path.join(folder, FILE);
    this.fd = openSync(this.file, 'a+');
  }

  *load(): Iterable<readonly StoredRecord[]> {
    const bytes = readFileSync(this.file);
    const whole = bytes.lastIndexOf(0x0a) + 1;
    if (whole < bytes.length) ftruncateSync(this.fd, whole);
    for (let from = 0; from < whole;) {
      const end = bytes.indexOf(0x0a, from);
      yield (JSON.parse(bytes.toString('utf8', from, end)) as WrittenRecord[]).map(fromText);
      from = end + 1;
    }
  }

  keep(transaction: readonly StoredRecord[]): void {
    const line = Buffer.from(`${JSON.stringify(transaction.map(toText))}\n`);
    for (let written = 0; written < line.length;) written += writeSync(this.fd, line, written);
    fdatasyncSync(this.fd);
  }

  close(): void {
    closeSync(this.fd);
  }
}

/** Bytes as text in which every byte is one character, so that JSON keeps them. */
function toText(record: StoredRecord): WrittenRecord {
  return { ...record, data: record.data.toString('latin1'), metadata: record.metadata.toString('latin1') };
}

function fromText(record: WrittenRecord): StoredRecord {
  return { ...record, data: Buffer.from(record.data, 'latin1'), metadata: Buffer.from(record.metadata, 'latin1') };
}
