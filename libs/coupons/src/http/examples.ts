import type { BasketDto, CampaignDto, CampaignGroupDto, CommitRedemptionDto, HoldRedemptionDto, QuoteBasketDto, RedeemBasketDto, ReturnUnitsDto } from '@loyalty/contracts';

// Bodies that the API description shows, each ready to be sent; a spec sends them all.

export const CAMPAIGN: CampaignDto = {
  name: { en: 'Ten shekels off from a hundred', he: 'עשרה שקלים הנחה ממאה' }, trigger: 'code', phase: 'order', priority: 10, stackClass: 'common',
  schedule: { from: '2026-01-01T00:00:00+02:00' }, conditions: [{ kind: 'minimumAmount', amounts: { ILS: 10_000 }, basis: { of: 'initial' } }],
  effects: [{ kind: 'amountOff', amounts: { ILS: 1_000 }, per: 'order', target: { over: 'items' } }],
  limits: [{ count: 'uses', per: 'member', every: 'month', most: 2 }, { count: 'money', per: 'campaign', every: 'ever', most: 5_000_000, currency: 'ILS' }],
  zone: 'Asia/Jerusalem', sharedCodes: ['WELCOME10'], whenCancelled: 'givesBack', whenThresholdBreaks: 'deduct', holdSeconds: 900,
};

export const GROUP: CampaignGroupDto = { pick: 'best' };

export const BASKET: BasketDto = {
  currency: 'ILS', channel: 'web',
  lines: [
    { lineId: '1', sku: 'tea-green', quantity: 2, unitPriceMinor: 3_490, categories: ['Tea'], taxes: [{ kind: 'rate', ratePpm: 180_000, included: true }] },
    { lineId: '2', sku: 'pot-1l', quantity: 1, unitPriceMinor: 12_900, categories: ['Ware'] },
  ],
  shipping: [{ method: 'parcel', amountMinor: 2_500 }],
};

export const ASKED: QuoteBasketDto = { basket: BASKET, member: { memberId: 'm42', orders: 3, tier: 'gold' }, cart: { shop: 'main', cartId: 'K-77' }, codes: ['welcome-10'] };
export const HOLD: HoldRedemptionDto = { ...ASKED, seconds: 600 };
export const REDEEM: RedeemBasketDto = { basket: BASKET, member: { memberId: 'm43', orders: 0 }, codes: ['WELCOME10'], order: { shop: 'main', orderId: 'A-1002' } };
export const COMMIT: CommitRedemptionDto = { order: { shop: 'main', orderId: 'A-1001' } };
export const RETURN: ReturnUnitsDto = { lines: [{ lineId: '1', quantity: 1 }] };
