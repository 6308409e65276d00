import type { BatchTerms, CodeFormat, CodeRange } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';

/** Which serials of a batch went to members one by one. */
export interface IssuedSerials {
  readonly count: number;
  /** All serials from this one on are still there. */
  readonly next: number;
  /** Serials below `next` that are still there: of commands that were overtaken. The oldest are forgotten beyond a limit. */
  readonly left: readonly number[];
}

/** What holds for a batch; its codes are not in it. */
export interface BatchState {
  readonly terms?: BatchTerms;
  /** Of a generated batch only. */
  readonly generated?: { readonly format: CodeFormat; readonly range: CodeRange };
  readonly createdAt?: Instant;
  /** The reason why no code of it can be used. */
  readonly disabled?: string;
  readonly issued: IssuedSerials;
  readonly imported: { readonly files: number; readonly codes: number };
}

export const NO_BATCH: BatchState = { issued: { count: 0, next: 1, left: [] }, imported: { files: 0, codes: 0 } };
