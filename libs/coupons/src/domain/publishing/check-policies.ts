import { SHARED_CODES_PER_CAMPAIGN_MAX, type Campaign } from '@loyalty/contracts';
import type { Fault } from '../arguments/field';

/** What fits together only in some campaigns. */
export function checkPolicies({ trigger, sharedCodes, limits, zone, whenThresholdBreaks, conditions }: Campaign, fault: Fault): void {
  if (sharedCodes !== undefined && trigger === 'automatic') fault('/sharedCodes', 'an automatic campaign has no codes');
  if (Array.isArray(sharedCodes) && sharedCodes.length > SHARED_CODES_PER_CAMPAIGN_MAX) fault('/sharedCodes', `at most ${SHARED_CODES_PER_CAMPAIGN_MAX} are expected`);
  const hasPeriods = Array.isArray(limits) && limits.some((limit) => limit !== null && typeof limit === 'object' && limit.every !== 'ever');
  if (hasPeriods && zone === undefined) fault('/zone', 'the zone in which periods begin is missing');
  if (whenThresholdBreaks === 'deduct' && Array.isArray(conditions) && !conditions.some((condition) => isThreshold(condition?.kind))) fault('/whenThresholdBreaks', 'there is no minimum that a return could break');
}

/** Conditions that a return can break. */
export function isThreshold(kind: unknown): boolean {
  return kind === 'minimumAmount' || kind === 'minimumQuantity';
}
