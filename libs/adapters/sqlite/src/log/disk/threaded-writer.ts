import { Worker } from 'node:worker_threads';
import { errorFromJson } from '@loyalty/kernel';
import { storeUnavailable, type Snapshot } from '@loyalty/ledger';
import type { PreparedCommit, WriteRequest } from './prepared-commit';
import type { WriteAnswer, WriterOrders } from './writer-thread';

interface Waiting {
  resolve(): void;
  reject(error: unknown): void;
}

/** The writer of a log, seen from the thread that decides: requests go to a thread of their own, one after the other. */
export class ThreadedWriter {
  private readonly thread: Worker;
  private readonly waiting: Waiting[] = [];
  private ended: unknown;
  private isBroken = false;

  constructor(orders: WriterOrders) {
    this.thread = new Worker(require.resolve('./writer-thread'), { workerData: orders, name: 'log writer' });
    // A process that has nothing else to do may end; what is being written keeps it.
    this.thread.unref();
    this.thread.on('message', (answer: WriteAnswer) => this.answered(answer));
    this.thread.on('error', (error) => this.end(storeUnavailable('the writer failed', error)));
    this.thread.on('exit', () => this.end(storeUnavailable('the writer has ended')));
  }

  /** Whether it can write no more: the disk failed it, or it has ended. */
  get broken(): boolean {
    return this.isBroken || this.ended !== undefined;
  }

  /** Whether everything asked before is done. */
  get idle(): boolean {
    return this.waiting.length === 0;
  }

  /** Resolves when the commit is on the disk. `otherWrote`: the last commit before it was not made here. */
  commit(commit: PreparedCommit, otherWrote: boolean): Promise<void> {
    return this.ask({ kind: 'commit', commit, otherWrote });
  }

  snapshots(snapshots: readonly Snapshot[]): Promise<void> {
    return this.ask({ kind: 'snapshots', snapshots });
  }

  /** Resolves when everything asked before is done and the file is closed; also after it has ended by itself. */
  async close(): Promise<void> {
    if (this.ended !== undefined) return;
    const gone = new Promise<void>((resolve) => this.thread.once('exit', () => resolve()));
    await this.ask({ kind: 'close' }).catch(() => this.thread.terminate());
    this.thread.ref();
    await gone;
  }

  private ask(request: WriteRequest): Promise<void> {
    if (this.ended !== undefined) return Promise.reject(this.ended);
    if (this.waiting.length === 0) this.thread.ref();
    return new Promise((resolve, reject) => {
      this.waiting.push({ resolve, reject });
      this.thread.postMessage(request);
    });
  }

  private answered({ error, broken = false }: WriteAnswer): void {
    this.isBroken ||= broken;
    const { resolve, reject } = this.waiting.shift()!;
    if (this.waiting.length === 0) this.thread.unref();
    if (error === undefined) resolve();
    else reject(errorFromJson(error));
  }

  private end(error: unknown): void {
    this.ended ??= error;
    for (const { reject } of this.waiting.splice(0)) reject(this.ended);
  }
}
