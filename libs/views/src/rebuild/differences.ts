import { canonicalJson, DomainError } from '@loyalty/kernel';
import { collectionName, type ViewRef } from '../view-ref';
import type { StoredDocument } from '../view-store';

/** A document that is not what it should be. */
export interface Difference {
  readonly id: string;
  readonly expected: object | undefined;
  readonly found: object | undefined;
}

/** Kept of them; all are counted. */
export const DIFFERENCES_KEPT = 20;

/** Whether two documents say the same; a removed one and one that never was are alike. */
export function sameDocument(a: StoredDocument | undefined, b: StoredDocument | undefined): boolean {
  if (a?.doc === undefined || b?.doc === undefined) return a?.doc === b?.doc;
  return canonicalJson(plain(a.doc)) === canonicalJson(plain(b.doc));
}

/** As a store gives it back: JSON and nothing else. */
function plain(doc: object): unknown {
  return JSON.parse(JSON.stringify(doc));
}

/** The new build does not hold what it should; readers stay where they are. */
export function rebuildDiffers(view: ViewRef, against: 'log' | 'live', count: number, differences: readonly Difference[]): DomainError {
  const name = collectionName(view);
  const ids = differences.map(({ id }) => id);
  return new DomainError('corruption', 'rebuild_differs', `${count} documents of ${name} differ from ${against === 'log' ? 'what the log says' : 'the live build'}`, { view: name, against, count, ids });
}
