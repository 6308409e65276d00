import type { AdjustPointsDto, CaptureHoldDto, ClawBackDto, DefineWalletDto, EarnPointsDto, FreezeDto, HoldPointsDto, MoveExpiryDto, PublishProgramDto, QuotePaymentDto, RedeemPointsDto, ReinstateDto, TransferPointsDto } from '@loyalty/contracts';

// Bodies that the API description shows, each ready to be sent; a spec sends them all.

export const WALLET: DefineWalletDto = {
  name: { en: 'Beans', he: 'פולים' }, scale: 0, zone: 'Asia/Jerusalem', spendable: true, debt: 'allowed',
  expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' },
  spending: { minimumPoints: 10, stepPoints: 10, maximumShareOfOrderPpm: 500_000, rates: [{ currency: 'ILS', points: 10, amountMinor: 100 }] },
  holds: { defaultSeconds: 900, maximumSeconds: 86_400, openMaximum: 20 }, reinstatementGraceDays: 14, warningDays: [30, 7],
};

const BASE = { tax: 'with', shipping: 'without' } as const;

export const PROGRAM: PublishProgramDto = {
  name: { en: 'A bean for each shekel' }, zone: 'Asia/Jerusalem', from: '2026-01-01T00:00:00+02:00', pending: { kind: 'days', days: 14 },
  rules: [
    {
      ruleId: 'shekel', name: { en: 'A bean for each shekel' }, on: 'order', wallet: 'beans', effect: { kind: 'perAmount', points: 1, perMinor: 100, currency: 'ILS' },
      base: BASE, conditions: [], stacking: 'stackable', priority: 10,
    },
    {
      ruleId: 'tea-days', name: { en: 'Double beans on tea, Sundays' }, on: 'order', wallet: 'beans', effect: { kind: 'multiplier', factorPpm: 2_000_000 },
      base: BASE, conditions: [{ kind: 'lineCategory', anyOf: ['Tea'] }, { kind: 'hours', weekdays: [7] }], stacking: 'stackable', priority: 5,
    },
    {
      ruleId: 'review', name: { en: 'Twenty beans for a review' }, on: 'activity', activity: 'review', wallet: 'beans', effect: { kind: 'fixed', points: 20 },
      base: BASE, conditions: [], stacking: 'stackable', priority: 1, frequency: { times: 3, per: 'month' },
    },
  ],
};

export const EARN: EarnPointsDto = { points: 250, source: { kind: 'partner', id: 'airline/2026-03' } };
export const ORDER = { kind: 'order', id: 'main/A-1001' } as const;
export const HOLD: HoldPointsDto = { points: 100, reference: ORDER, order: { amountMinor: 12_000, currency: 'ILS' }, seconds: 600 };
export const CAPTURE: CaptureHoldDto = { points: 60 };
export const REDEEM: RedeemPointsDto = { points: 50, reference: ORDER, order: { amountMinor: 12_000, currency: 'ILS' }, payIn: 'ILS' };
export const QUOTE: QuotePaymentDto = { points: 1_000, payIn: 'ILS', order: { amountMinor: 12_000, currency: 'ILS' } };
export const ADJUST: AdjustPointsDto = { points: -20, reasonCode: 'entered_twice', text: 'The till counted one sale twice', ticket: 'CS-204' };
export const CLAW_BACK: ClawBackDto = { points: 50, reference: { kind: 'refund', id: 'main/A-1001/R1' } };
export const REINSTATE: ReinstateDto = { points: 20, reference: { kind: 'refund', id: 'main/A-1001/R1' } };
export const TRANSFER: TransferPointsDto = { from: 'm42', to: 'm43', points: 30 };
export const FREEZE: FreezeDto = { scope: 'spending', reasonCode: 'account_takeover' };
export const MOVE_EXPIRY: MoveExpiryDto = { lots: ['L1'], expiresAt: '2030-12-31T22:00:00Z', reasonCode: 'goodwill' };
