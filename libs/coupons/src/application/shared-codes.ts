import type { AnyStream, Transaction } from '@loyalty/ledger';
import { DomainError, isDomainError } from '@loyalty/kernel';
import { codeBookStream } from '../domain/codes/code-book';

export const sharedCodeStreams: readonly AnyStream[] = [codeBookStream];

/** Enters the codes that a campaign shares with everybody into the book; those of before are free. Throws as the book does, naming the code's place in the campaign. */
export function shareCodes(tx: Transaction, campaignId: string, codes: readonly string[]): void {
  try {
    tx.execute(codeBookStream, { kind: 'share', campaignId, codes, at: tx.now });
  } catch (error) {
    if (!isDomainError(error)) throw error;
    const { category, code, message, facts } = error;
    const field = typeof facts['field'] === 'string' ? facts['field'] : '';
    throw new DomainError(category, code, message, { ...facts, field: `/sharedCodes${field}` });
  }
}
