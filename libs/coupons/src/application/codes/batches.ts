import type { Command, Ledger, Result } from '@loyalty/ledger';
import { batchStream, knownBatch } from '../../domain/batch/batch';
import type { BatchState } from '../../domain/batch/batch-state';
import { codeBookStream } from '../../domain/codes/code-book';

export interface BatchSwitched {
  readonly batchId: string;
  readonly disabled: boolean;
}

/** No code of a batch can be used, or all can again; said twice, it is said once. @throws not_found `batch_unknown` */
export function switchBatch(ledger: Ledger, command: Command, batchId: string, kind: 'disable' | 'enable', reasonCode: string): Promise<Result<BatchSwitched>> {
  const stream = batchStream(batchId);
  return ledger.transact(command, {
    streams: [stream],
    decide(tx) {
      tx.execute(stream, { kind, reasonCode, at: tx.now });
      return { batchId, disabled: kind === 'disable' };
    },
  });
}

/** @throws not_found `batch_unknown` */
export async function findBatch(ledger: Ledger, batchId: string): Promise<{ readonly state: BatchState; readonly revision: number }> {
  const found = await ledger.peek(batchStream(batchId));
  knownBatch(found.state);
  return found;
}

export interface BatchPage {
  readonly items: readonly BatchState[];
  /** How many batches were made before those of the next page; left out at the end. */
  readonly next?: number;
}

/** Batches in the order in which they were made, those of one campaign if asked. */
export async function listBatches(ledger: Ledger, { after, limit, campaignId }: { readonly after: number; readonly limit: number; readonly campaignId?: string }): Promise<BatchPage> {
  const { state: { batches } } = await ledger.peek(codeBookStream);
  const wanted: string[] = [];
  let at = after;
  for (; at < batches.length && wanted.length < limit; at += 1) {
    const { batchId, campaignId: of } = batches[at]!;
    if (campaignId === undefined || of === campaignId) wanted.push(batchId);
  }
  const items = await Promise.all(wanted.map(async (batchId) => (await ledger.peek(batchStream(batchId))).state));
  return { items, ...(at < batches.length ? { next: at } : {}) };
}
