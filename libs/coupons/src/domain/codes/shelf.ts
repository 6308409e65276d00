import { SHELVES, type CouponShelfFilled } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import { streamName, type Decider, type StreamOf } from '@loyalty/ledger';
import { bucketOf } from './buckets';

/** The foreign codes of one bucket, one text for each batch: `\nCODE\nCODE\n`. A tenth of what lists of codes would take. */
export interface ShelfState {
  readonly batches: readonly { readonly batchId: string; readonly campaignId: string; readonly codes: string }[];
}

export interface FillShelf {
  readonly batchId: string;
  readonly campaignId: string;
  /** In their canonical form, none of them on the shelf yet. */
  readonly codes: readonly string[];
  readonly at: Instant;
}

/** Codes in one event, so that none comes near the largest that a log takes. */
export const CODES_PER_EVENT = 10_000;

const shelf: Decider<ShelfState, FillShelf, CouponShelfFilled> = {
  initial: { batches: [] },
  stateVersion: 1,
  decide({ batchId, campaignId, codes, at }) {
    const events: CouponShelfFilled[] = [];
    for (let i = 0; i < codes.length; i += CODES_PER_EVENT) {
      events.push({ type: 'coupon.shelf.filled.v1', effectiveAt: at, data: { batchId, campaignId, codes: codes.slice(i, i + CODES_PER_EVENT) } });
    }
    return events;
  },
  evolve({ batches }, { data: { batchId, campaignId, codes } }) {
    const before = batches.find((batch) => batch.batchId === batchId);
    const all = `${before?.codes ?? '\n'}${codes.join('\n')}\n`;
    return { batches: [...batches.filter((batch) => batch !== before), { batchId, campaignId, codes: all }] };
  },
};

export type ShelfStream = StreamOf<ShelfState, FillShelf, CouponShelfFilled>;

const STREAMS: readonly ShelfStream[] = Array.from({ length: SHELVES }, (_, number) => ({ name: streamName('couponShelf', String(number)), decider: shelf }));

export function shelfStream(number: number): ShelfStream {
  return STREAMS[number]!;
}

/** Which shelf a code belongs on, whoever made it. */
export function shelfNumber(canonical: string): number {
  return bucketOf(canonical, SHELVES);
}

/** The batch that a code stands on; undefined when it is not on its shelf. */
export function onShelf({ batches }: ShelfState, canonical: string): { readonly batchId: string; readonly campaignId: string } | undefined {
  const line = `\n${canonical}\n`;
  for (const { batchId, campaignId, codes } of batches) if (codes.includes(line)) return { batchId, campaignId };
  return undefined;
}
