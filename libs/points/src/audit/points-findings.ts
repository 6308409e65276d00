import type { FindingFamily } from '@loyalty/ledger';

/** What can be wrong with the points of a log whose bytes are sound. */
export const POINTS_FINDINGS: Readonly<Record<string, FindingFamily>> = {
  conservation_broken: 'balance',
  balance_mismatch: 'balance',
  balance_negative: 'balance',
  lots_mismatch: 'balance',
  reversal_above_original: 'balance',
  snapshot_mismatch: 'balance',
  read_model_mismatch: 'balance',
};
