import type { CompatibilityProfile } from '@loyalty/contracts';

/** Our own arithmetic. */
export const DEFAULT_PROFILE: CompatibilityProfile = {
  base: 'remaining',
  rounding: 'half_up',
  roundedOn: 'total',
  remainder: 'largest',
  overLarge: 'clamp',
  limitOrder: 'dearest',
  units: 'shared',
  bestOf: 'basket',
  spread: 'proportional',
  amounts: 'asPriced',
  taxes: 'payableExact',
};
