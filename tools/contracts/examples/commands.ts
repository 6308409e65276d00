import type { PointsCommandType, RedemptionCommandType } from '@loyalty/contracts';

export type CommandType = PointsCommandType | RedemptionCommandType;

const order = { kind: 'order', id: 'main/A-1001' } as const;
const refund = { kind: 'refund', id: 'main/A-1001/R1' } as const;
const m50 = { wallet: 'beans', memberId: 'm50' } as const;

/**
 * One command of each kind, in an order in which they can all be given: the ids of lots, holds and redemptions are those
 * that the account gives when they are.
 */
export const COMMANDS: { readonly [Type in PointsCommandType]: object } = {
  'points.earn.v1': { ...m50, points: 250, source: { kind: 'partner', id: 'airline/2026-03' }, expiresAt: '2027-03-31T21:00:00.000Z' },
  'points.redeem.v1': { ...m50, points: 50, reference: order, order: { amountMinor: 12_000, currency: 'ILS' }, payIn: 'ILS' },
  'points.hold.v1': { ...m50, points: 100, reference: order, order: { amountMinor: 12_000, currency: 'ILS' }, seconds: 600 },
  'points.capture.v1': { ...m50, holdId: 'H3', points: 60 },
  'points.release.v1': { ...m50, holdId: 'H5' },
  'points.adjust.v1': { ...m50, points: -20, reasonCode: 'entered_twice', text: 'The till counted one sale twice', ticket: 'CS-204' },
  'points.claw.back.v1': { ...m50, awardId: 'L1', points: 50, reference: refund },
  'points.reinstate.v1': { ...m50, redemptionId: 'R2', points: 20, reference: refund },
  'points.freeze.v1': { ...m50, scope: 'spending', reasonCode: 'account_takeover' },
  'points.unfreeze.v1': { ...m50, scope: 'spending', reasonCode: 'account_takeover' },
  'points.move.expiry.v1': { ...m50, lots: ['L1'], expiresAt: '2027-12-31T22:00:00.000Z', reasonCode: 'goodwill' },
  'points.transfer.v1': { wallet: 'beans', from: 'm51', to: 'm52', points: 30 },
};
