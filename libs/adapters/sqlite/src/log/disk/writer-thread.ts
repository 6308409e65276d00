import { parentPort, workerData } from 'node:worker_threads';
import { errorToJson, isDomainError, type ErrorRecord } from '@loyalty/kernel';
import { openDatabase } from '../../open-database';
import { fromSqlite, isSqliteError } from '../../sqlite-error';
import { logEnd } from '../assert-sound';
import { epochCheck } from '../writer-lock';
import { CommitWriter } from './commit-writer';
import type { WriteRequest } from './prepared-commit';

/** What a writer's thread is given. */
export interface WriterOrders {
  readonly file: string;
  readonly epoch: number;
}

/** What came of a request: done, or refused with an error of ours. `broken`: what SQLite threw, so that this handle is good no more. */
export type WriteAnswer = { readonly error?: ErrorRecord; readonly broken?: boolean };

/** The thread that writes the log as a rule: it waits for the disk, so that nobody else has to. */
function serve({ file, epoch }: WriterOrders, port: NonNullable<typeof parentPort>): void {
  const db = openDatabase(file, { synchronous: 'FULL' });
  const writer = new CommitWriter(db, () => logEnd(file, db), epochCheck(db, epoch));
  let broken: WriteAnswer | undefined;
  const answer = (request: WriteRequest): WriteAnswer => {
    // What comes after a commit that failed was made on it.
    if (broken !== undefined && request.kind !== 'close') return broken;
    try {
      if (request.kind === 'commit') writer.write(request.commit, request.otherWrote);
      else if (request.kind === 'snapshots') writer.writeSnapshots(request.snapshots);
      else db.close();
      return {};
    } catch (error) {
      if (isSqliteError(error)) return (broken = { error: errorToJson(fromSqlite(error, file)), broken: true });
      if (isDomainError(error)) return { error: errorToJson(error) };
      throw error;
    }
  };
  port.on('message', (request: WriteRequest) => {
    port.postMessage(answer(request));
    if (request.kind === 'close') port.close();
  });
}

if (parentPort !== null) serve(workerData as WriterOrders, parentPort);
