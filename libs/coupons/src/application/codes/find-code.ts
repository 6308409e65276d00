import { notFound } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { codeBookStream } from '../../domain/codes/code-book';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { locateCode } from '../../domain/codes/locate-codes';
import { onShelf } from '../../domain/codes/shelf';

/** A code that was given out, and what it belongs to. */
export interface FoundCode {
  readonly raw: string;
  readonly canonical: string;
  readonly kind: 'generated' | 'shared' | 'imported';
  readonly campaignId: string;
  /** Left out for a shared code. */
  readonly batchId?: string;
  /** Of a generated code. */
  readonly serial?: number;
}

/**
 * What a code belongs to; undefined when nobody gave it out. Besides the book, which every writer has in memory, this asks
 * for one shelf at most, and for none unless foreign codes look like this one. What was found once stays so.
 */
export async function findCode(ledger: Ledger, keys: CodeKeys, raw: string): Promise<FoundCode | undefined> {
  const { state: book } = await ledger.peek(codeBookStream);
  const located = locateCode(book, keys, raw);
  if (located?.kind !== 'imported') return located;
  const batch = onShelf((await ledger.peek(located.shelf)).state, located.canonical);
  return batch === undefined ? undefined : { raw, canonical: located.canonical, kind: 'imported', ...batch };
}

/** Without the code: what somebody sends in its place may be personal, and answers are kept. */
export function codeUnknown() {
  return notFound('code_unknown', 'This code is not known', {});
}
