import type { BatchTerms } from '@loyalty/contracts';
import { assertAmount, assertId, invalid } from '@loyalty/kernel';

export const USES_PER_CODE_MAX = 1_000_000;
export const DAYS_AFTER_ISSUE_MAX = 3_660;

/**
 * Refuses terms under which no code could ever be used. @throws validation `batch_invalid` with the field,
 * `amount_invalid`, `id_invalid`
 */
export function assertTerms({ campaignId, usesPerCode, validFrom, validUntil, daysAfterIssue }: BatchTerms): void {
  assertId(campaignId, '/campaignId');
  assertAmount(usesPerCode, '/usesPerCode', { min: 1, max: USES_PER_CODE_MAX });
  if (daysAfterIssue !== undefined) assertAmount(daysAfterIssue, '/daysAfterIssue', { min: 1, max: DAYS_AFTER_ISSUE_MAX });
  if (validFrom !== undefined && validUntil !== undefined && validFrom >= validUntil) {
    throw invalid('batch_invalid', '/validUntil: the codes would end before they begin', { field: '/validUntil', validFrom, validUntil });
  }
}
