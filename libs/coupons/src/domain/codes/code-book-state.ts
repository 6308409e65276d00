import type { CodeFormat, CodeShape } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Bucketed } from './buckets';
import type { CodeSpace } from './code-space';

export interface ReservedRange {
  readonly batchId: string;
  readonly campaignId: string;
  readonly first: number;
  readonly size: number;
}

/** A code space and whose its numbers are: one range behind the other, from 0. */
export interface BookedSpace extends CodeSpace {
  readonly ranges: readonly ReservedRange[];
}

export interface BookedBatch {
  readonly batchId: string;
  readonly campaignId: string;
}

/** Where codes are to be found; small, so that nobody needs a store to know that a code is none. */
export interface CodeBookState {
  readonly spaces: readonly BookedSpace[];
  /** In the order in which they came. */
  readonly batches: readonly BookedBatch[];
  /** What foreign codes look like. */
  readonly shapes: readonly CodeShape[];
  /** Of each shared code the campaign, and of each campaign its shared codes. */
  readonly shared: Bucketed<string>;
  readonly sharedBy: Bucketed<readonly string[]>;
  readonly sharedCount: number;
}

export type CodeBookCommand =
  | { readonly kind: 'enter'; readonly batchId: string; readonly campaignId: string; readonly generated?: { readonly format: CodeFormat; readonly size: number; readonly keyFingerprint: string }; readonly at: Instant }
  /** All codes that the campaign shares, as they are written; those of before are given up. */
  | { readonly kind: 'share'; readonly campaignId: string; readonly codes: readonly string[]; readonly at: Instant }
  | { readonly kind: 'takeShapes'; readonly batchId: string; readonly shapes: readonly CodeShape[]; readonly at: Instant };

export const NO_CODES: CodeBookState = { spaces: [], batches: [], shapes: [], shared: {}, sharedBy: {}, sharedCount: 0 };
