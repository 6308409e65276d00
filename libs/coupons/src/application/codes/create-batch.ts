import type { BatchTerms, CodeFormat } from '@loyalty/contracts';
import { rejected, sha256Hex } from '@loyalty/kernel';
import type { Command, Ledger, Result, Transaction } from '@loyalty/ledger';
import { batchStream } from '../../domain/batch/batch';
import { assertKnown, campaignStream } from '../../domain/campaign/campaign';
import { codeBookStream } from '../../domain/codes/code-book';
import type { CodeKeys } from '../../domain/codes/code-keys';

export type BatchRequest = Omit<BatchTerms, 'batchId'>;

export interface BatchCreated {
  readonly batchId: string;
  readonly campaignId: string;
  /** Codes that the batch has from now on. */
  readonly size: number;
}

/**
 * Makes a batch of any size at the cost of two events: its codes follow from their serial numbers.
 * @throws not_found `campaign_unknown`; state `campaign_ended`; what `batch` and `codeBook` refuse; unavailable
 * `code_key_missing`
 */
export function generateBatch(ledger: Ledger, keys: CodeKeys, command: Command, { format, size, ...request }: BatchRequest & { readonly format: CodeFormat; readonly size: number }): Promise<Result<BatchCreated>> {
  const terms: BatchTerms = { batchId: batchIdOf(command), ...request };
  const stream = batchStream(terms.batchId);
  return ledger.transact(command, {
    streams: [stream, codeBookStream, campaignStream(terms.campaignId)],
    decide(tx) {
      const { batchId, campaignId } = terms;
      assertRunning(tx, campaignId);
      tx.execute(codeBookStream, { kind: 'enter', batchId, campaignId, generated: { format, size, keyFingerprint: keys.newest }, at: tx.now });
      const space = tx.state(codeBookStream).spaces.find(({ ranges }) => ranges.at(-1)!.batchId === batchId)!;
      keys.permutationOf(space);
      const { first } = space.ranges.at(-1)!;
      tx.execute(stream, { kind: 'generate', terms, format, range: { spaceId: space.spaceId, first, size, keyFingerprint: space.keyFingerprint }, at: tx.now });
      return { batchId, campaignId, size };
    },
  });
}

/** Makes an empty batch that foreign codes can be imported into. */
export function openBatch(ledger: Ledger, command: Command, request: BatchRequest): Promise<Result<BatchCreated>> {
  const terms: BatchTerms = { batchId: batchIdOf(command), ...request };
  const { batchId, campaignId } = terms;
  const stream = batchStream(batchId);
  return ledger.transact(command, {
    streams: [stream, codeBookStream, campaignStream(campaignId)],
    decide(tx) {
      assertRunning(tx, campaignId);
      tx.execute(codeBookStream, { kind: 'enter', batchId, campaignId, at: tx.now });
      tx.execute(stream, { kind: 'open', terms, at: tx.now });
      return { batchId, campaignId, size: 0 };
    },
  });
}

/** Codes may be made before their campaign is published. @throws not_found `campaign_unknown`, state `campaign_ended` */
function assertRunning(tx: Transaction, campaignId: string): void {
  const { status } = tx.state(campaignStream(campaignId));
  assertKnown({ status }, campaignId);
  if (status === 'ended') throw rejected('campaign_ended', 'This campaign has ended for good', { campaignId });
}

/** The command's own, so that a repeat makes no second batch. */
function batchIdOf({ id }: Command): string {
  return `b${sha256Hex(id).slice(0, 15)}`;
}
