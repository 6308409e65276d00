import type { EarningProgram, WalletPolicy } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';

export const WALLET: WalletPolicy = {
  name: { en: 'Beans', he: 'פולים' }, scale: 0, zone: 'Asia/Jerusalem', spendable: true, debt: 'allowed',
  expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
  spending: { minimumPoints: 10, stepPoints: 10, maximumShareOfOrderPpm: 500_000, rates: [{ currency: 'ILS', points: 10, amountMinor: 100 }] },
  holds: { defaultSeconds: 900, maximumSeconds: 86_400, openMaximum: 20 }, reinstatementGraceDays: 14, warningDays: [30, 7],
};

export const PROGRAM: Omit<EarningProgram, 'version'> = {
  programId: 'beans', name: { en: 'A bean for each shekel' }, zone: 'Asia/Jerusalem', from: instant('2026-01-01T00:00:00+02:00'),
  pending: { kind: 'event', event: 'order.fulfilled', atLatestDays: 30 },
  rules: [{
    ruleId: 'shekel', name: { en: 'A bean for each shekel' }, on: 'order', wallet: 'beans', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'ILS' },
    base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 10, caps: { perDay: 5_000 },
  }],
};
