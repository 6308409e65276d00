import * as fc from 'fast-check';
import { AdjustPointsDto, CaptureHoldDto, ClawBackDto, DefineWalletDto, EarnPointsDto, FreezeDto, HoldPointsDto, MoveExpiryDto, PublishProgramDto, QuotePaymentDto, RedeemPointsDto, ReinstateDto, TransferPointsDto } from '@loyalty/contracts';
import { compiled, type Dto } from '@loyalty/platform';
import { sameVerdict } from '@loyalty/platform/testing';
import { AccountsQuery, AsOfQuery, HoldsQuery, OrderPath, StatementQuery } from './account-queries';
import { ADJUST, CAPTURE, CLAW_BACK, EARN, FREEZE, HOLD, MOVE_EXPIRY, PROGRAM, QUOTE, REDEEM, REINSTATE, TRANSFER, WALLET } from './examples';

const AT = '2026-03-01T10:00:00.5+02:00';
const REFERENCE = { kind: 'order', id: 'main/A-1001' };
const ORDER = { amountMinor: 0, currency: 'ILS' };
const EVERY_CONDITION = [
  { kind: 'lineCategory', anyOf: ['משקאות'] }, { kind: 'lineOnSale', is: false }, { kind: 'minimumBase', amountMinor: 1, currency: 'ILS' }, { kind: 'firstPurchase' },
  { kind: 'hours', weekdays: [1, 7], fromMinute: 0, toMinute: 1_440 }, { kind: 'period', from: AT, until: AT },
];
const PROGRAM_IN_FULL = {
  ...PROGRAM, until: AT, pending: { kind: 'event', event: 'activity', activity: 'visit', days: 1, atLatestDays: 3_660 }, caps: { perOrder: 1, perDay: 2, perMonth: 3, inAll: 4 },
  rules: [{
    ...PROGRAM.rules[0], activity: 'review', base: { tax: 'without', shipping: 'with', excludedCategories: ['Gift cards'] }, conditions: EVERY_CONDITION, caps: { perOrder: 1 }, frequency: { times: 1, per: 'ever' },
    effect: { kind: 'perAmount', points: 1, perMinor: 1, currency: 'ILS', proportional: true, factorPpm: 1_000_000 },
  }],
};
const WALLET_IN_FULL = { ...WALLET, expiry: { kind: 'fixed', months: 1_200, roundUpTo: 'quarter', days: ['02-29', '12-31'] }, spending: { ...WALLET.spending, maximumPointsPerOrder: 1, maximumPointsPerDay: 1 } };

const CASES: readonly (readonly [Dto, readonly unknown[]])[] = [
  [DefineWalletDto, [WALLET, WALLET_IN_FULL]],
  [PublishProgramDto, [PROGRAM, PROGRAM_IN_FULL]],
  [EarnPointsDto, [EARN, { ...EARN, occurredAt: AT, availableAt: AT, expiresAt: AT }]],
  [HoldPointsDto, [HOLD, { points: 1, reference: REFERENCE }, { ...HOLD, payIn: 'ILS', endStepSeconds: 10, replaces: 'H2' }]],
  [RedeemPointsDto, [REDEEM, { points: 1, reference: REFERENCE }]],
  [QuotePaymentDto, [QUOTE, { points: 1, payIn: 'ILS', order: ORDER, replaces: 'H2' }]],
  [CaptureHoldDto, [CAPTURE, {}, { reference: REFERENCE }]],
  [AdjustPointsDto, [ADJUST, { ...ADJUST, expiresAt: AT }]],
  [ClawBackDto, [CLAW_BACK, { reference: REFERENCE, occurredAt: AT }]],
  [ReinstateDto, [REINSTATE]],
  [TransferPointsDto, [TRANSFER]],
  [FreezeDto, [FREEZE]],
  [MoveExpiryDto, [MOVE_EXPIRY, { lots: ['L1', 'L2.1', 'L9999'], reasonCode: 'x' }]],
  [AsOfQuery, [{}, { asOf: AT, knownAt: AT }]],
  [StatementQuery, [{ limit: 1, cursor: 'abc', first: 'oldest' }]],
  [AccountsQuery, [{ limit: 1_000, wallet: 'a', memberId: 'b' }]],
  [HoldsQuery, [{ state: 'open' }]],
  [OrderPath, [{ shop: 'main', orderId: 'A 1' }]],
];

describe('the compiled validator and class-validator', () => {
  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('agree on every %s', (_, dto, bodies) => {
    fc.assert(sameVerdict(dto, fc.constantFrom(...bodies)), { numRuns: 400 });
  });

  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('both take the good ones of %s, so that the property is not empty', (_, dto, bodies) => {
    for (const body of bodies) expect([compiled(dto).valid(body), body]).toEqual([true, body]);
  });
});
