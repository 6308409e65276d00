import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const WAITING_MAX = 4 * 1024 * 1024;

/** Texts in a temporary file, found by number; memory holds eight bytes for each. */
export class LineFile {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'ledger-proof-'));
  private readonly fd = openSync(path.join(this.folder, 'lines'), 'w+');
  /** Where each text ends; one more than there are texts, beginning with 0. */
  private ends = new Float64Array(1_024);
  private count = 0;
  private waiting: Buffer[] = [];
  private waitingBytes = 0;
  private written = 0;

  get length(): number {
    return this.count;
  }

  add(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    if (this.count + 2 > this.ends.length) {
      const longer = new Float64Array(this.ends.length * 2);
      longer.set(this.ends);
      this.ends = longer;
    }
    this.ends[this.count + 1] = this.ends[this.count]! + bytes.length;
    this.count += 1;
    if (this.waitingBytes >= WAITING_MAX) this.flush();
  }

  /** The text of a number from 0. */
  at(number: number): string {
    this.flush();
    const from = this.ends[number]!;
    const bytes = Buffer.alloc(this.ends[number + 1]! - from);
    readSync(this.fd, bytes, 0, bytes.length, from);
    return bytes.toString('utf8');
  }

  close(): void {
    closeSync(this.fd);
    rmSync(this.folder, { recursive: true });
  }

  private flush(): void {
    if (this.waitingBytes === 0) return;
    const bytes = Buffer.concat(this.waiting);
    for (let done = 0; done < bytes.length;) done += writeSync(this.fd, bytes, done, bytes.length - done, this.written + done);
    this.written += bytes.length;
    [this.waiting, this.waitingBytes] = [[], 0];
  }
}
