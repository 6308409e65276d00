import type { RedemptionCommandType } from '@loyalty/contracts';

const basket = {
  currency: 'ILS', channel: 'web',
  lines: [{ lineId: '1', sku: 'tea-green', quantity: 2, unitPriceMinor: 3_490, categories: ['Tea'] }, { lineId: '2', sku: 'pot-1l', quantity: 1, unitPriceMinor: 12_900 }],
  shipping: [{ method: 'parcel', amountMinor: 2_500 }],
};

/** One command of each kind, in an order in which they can all be given. */
export const REDEMPTION_COMMANDS: { readonly [Type in RedemptionCommandType]: object } = {
  'redemption.hold.v1': { redemptionId: 'r-1', basket, member: { memberId: 'm50', orders: 3, tier: 'gold' }, cart: { shop: 'main', cartId: 'K-77' }, codes: ['welcome-10'], seconds: 600, points: { wallet: 'beans', points: 20 } },
  'redemption.commit.v1': { redemptionId: 'r-1', order: { shop: 'main', orderId: 'A-2001' } },
  'redemption.return.v1': { redemptionId: 'r-1', lines: [{ lineId: '1', quantity: 1 }] },
  'redemption.reverse.v1': { redemptionId: 'r-1' },
  'redemption.redeem.v1': { redemptionId: 'r-2', basket, member: { memberId: 'm51', orders: 0 }, codes: ['WELCOME10'], order: { shop: 'main', orderId: 'A-2002' } },
  'redemption.release.v1': { redemptionId: 'r-3' },
};
