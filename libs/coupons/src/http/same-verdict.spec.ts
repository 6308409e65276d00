import * as fc from 'fast-check';
import { CampaignDto, CampaignGroupDto, CommitRedemptionDto, HoldRedemptionDto, QuoteBasketDto, RedeemBasketDto, ReturnUnitsDto } from '@loyalty/contracts';
import { compiled, type Dto } from '@loyalty/platform';
import { sameVerdict } from '@loyalty/platform/testing';
import { CampaignsQuery, RedemptionsQuery, ShoppersQuery } from './coupon-queries';
import { ASKED, BASKET, CAMPAIGN, COMMIT, GROUP, HOLD, REDEEM, RETURN } from './examples';

const IN_FULL = {
  ...CAMPAIGN, group: 'codes', base: 'initial', audience: { segments: ['vip'], tiers: ['gold'], members: 'existing', holderOnly: true }, channels: ['web'], stores: ['tlv 1'], effects: [],
  variants: [{ variant: 'a', weight: 1, effects: [{ kind: 'x' }] }, { variant: 'b', weight: 2, effects: [{ kind: 'y' }] }], holdOutPpm: 100_000,
};
const ASKED_IN_FULL = { ...ASKED, device: 'till 7', stock: { tea: 3 }, member: { ...ASKED.member, segments: ['vip'], attributes: { city: 'Haifa' } }, basket: { ...BASKET, store: 'tlv 1', paymentMethod: 'card' } };

const POINTS = { wallet: 'beans', points: 300 };

const CASES: readonly (readonly [Dto, readonly unknown[]])[] = [
  [CampaignDto, [CAMPAIGN, IN_FULL]],
  [CampaignGroupDto, [GROUP, { pick: 'all', within: 'other' }]],
  [QuoteBasketDto, [ASKED, { ...ASKED_IN_FULL, points: POINTS }, { basket: BASKET }]],
  [HoldRedemptionDto, [HOLD, { ...ASKED_IN_FULL, points: POINTS, redemptionId: 'r-1', asFarAsPossible: true }]],
  [RedeemBasketDto, [REDEEM, { ...REDEEM, occurredAt: '2026-02-28T10:00:00+02:00' }]],
  [CommitRedemptionDto, [COMMIT, {}]],
  [ReturnUnitsDto, [RETURN]],
  [CampaignsQuery, [{ status: 'active' }]],
  [RedemptionsQuery, [{ memberId: 'a', campaignId: 'b', code: 'קוד 10', order: 'main/A 1', state: 'held' }]],
  [ShoppersQuery, [{ memberId: 'a' }]],
];

describe('the compiled validator and class-validator', () => {
  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('agree on every %s', (_, dto, bodies) => {
    fc.assert(sameVerdict(dto, fc.constantFrom(...bodies)), { numRuns: 300 });
  });

  it.each(CASES.map(([dto, bodies]) => [dto.name, dto, bodies] as const))('both take the good ones of %s, so that the property is not empty', (_, dto, bodies) => {
    for (const body of bodies) expect([compiled(dto).valid(body), body]).toEqual([true, body]);
  });
});
