import type { WalletPolicy } from '@loyalty/contracts';

/** The wallet of every workload: points lapse twelve months after they were earned, at the end of that month; no debt. */
export const WALLET = 'main';

export const POLICY: WalletPolicy = {
  name: { en: 'Points' },
  scale: 0,
  zone: 'Europe/Berlin',
  spendable: true,
  debt: 'refused',
  expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
  spending: {},
  holds: { defaultSeconds: 900, maximumSeconds: 86_400, openMaximum: 100 },
  reinstatementGraceDays: 30,
  warningDays: [30, 7],
};
