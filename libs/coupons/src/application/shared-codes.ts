import type { AnyStream, Transaction } from '@loyalty/ledger';
import { DomainError, isDomainError } from '@loyalty/kernel';
import { canonicalCode } from '../domain/codes/canonical-code';
import { codeBookStream } from '../domain/codes/code-book';
import { looksImported } from '../domain/codes/locate-codes';
import { codeTaken } from '../domain/codes/share-codes';
import { onShelf, shelfNumber, shelfStream } from '../domain/codes/shelf';
import type { States } from './redemptions/states';

export const sharedCodeStreams: readonly AnyStream[] = [codeBookStream];

/**
 * Enters the codes that a campaign shares with everybody into the book; those of before are free. A code that was imported
 * belongs to its batch: where foreign codes look like one of these, its shelf is asked, too. Throws as the book does, naming
 * the code's place in the campaign.
 */
export function shareCodes(tx: Transaction, states: States, campaignId: string, codes: readonly string[]): void {
  try {
    assertNotImported(states, codes);
    tx.execute(codeBookStream, { kind: 'share', campaignId, codes, at: tx.now });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { category, code, message, facts } = error;
    const field = typeof facts['field'] === 'string' ? facts['field'] : '';
    throw new DomainError(category, code, message, { ...facts, field: `/sharedCodes${field}` });
  }
}

/** @throws conflict `code_taken`. What is no code at all is the book's to refuse. */
function assertNotImported(states: States, codes: readonly string[]): void {
  const book = states.state(codeBookStream);
  const perhaps = codes.flatMap((code, i) => {
    const canonical = canonicalCode(code);
    return canonical === undefined || !looksImported(book, canonical) ? [] : [{ canonical, field: `/${i}`, shelf: shelfStream(shelfNumber(canonical)) }];
  });
  states.need(perhaps.map(({ shelf }) => shelf));
  for (const { canonical, field, shelf } of perhaps) {
    const batch = onShelf(states.state(shelf), canonical);
    if (batch !== undefined) throw codeTaken(canonical, { campaignId: batch.campaignId, batchId: batch.batchId, field });
  }
}
