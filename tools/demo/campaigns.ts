import type { CampaignDto } from '@loyalty/contracts';
import { call, type Door } from '../door/client';
import { exists } from '../door/exists';

const SCHEDULE = { from: '2025-01-01T00:00:00+01:00' };

/** The demo's campaigns: one for everybody, two by code, one of them limited. */
export const CAMPAIGNS: Readonly<Record<string, CampaignDto>> = {
  'demo-tea': {
    name: { en: 'A tenth off tea', he: 'עשירית הנחה על תה' }, trigger: 'automatic', phase: 'line', priority: 10, stackClass: 'common', schedule: SCHEDULE, conditions: [],
    effects: [{ kind: 'percentOff', ppm: 100_000, target: { over: 'items', items: { categories: ['tea'] } } }],
  },
  'demo-welcome': {
    name: { en: 'Five euros off from thirty', he: 'חמישה אירו הנחה משלושים' }, trigger: 'code', phase: 'order', priority: 5, stackClass: 'common', schedule: SCHEDULE,
    conditions: [{ kind: 'minimumAmount', amounts: { EUR: 3_000 }, basis: { of: 'initial' } }],
    effects: [{ kind: 'amountOff', amounts: { EUR: 500 }, per: 'order', target: { over: 'items' } }],
    limits: [{ count: 'uses', per: 'member', every: 'ever', most: 1 }, { count: 'uses', per: 'campaign', every: 'ever', most: 8 }], sharedCodes: ['WELCOME5'],
  },
  'demo-sweets': {
    name: { en: 'Three sweets for two', he: 'שלושה ממתקים במחיר שניים' }, trigger: 'code', phase: 'line', priority: 5, stackClass: 'common', schedule: SCHEDULE, conditions: [],
    effects: [{ kind: 'buyGet', buy: { items: { categories: ['sweets'] }, quantity: 2 }, get: { items: { categories: ['sweets'] }, quantity: 1 }, ppm: 1_000_000, take: 'cheapest' }],
    sharedCodes: ['SWEET3FOR2'],
  },
};

/** Publishes those that are not there. */
export async function publishDemoCampaigns(door: Door): Promise<void> {
  for (const [campaignId, campaign] of Object.entries(CAMPAIGNS)) {
    const path = `/v1/coupons/campaigns/${campaignId}`;
    if (await exists(door, path)) continue;
    await call(door, 'PUT', path, campaign, `${campaignId}/draft`);
    await call(door, 'POST', `${path}/publish`, undefined, `${campaignId}/publish`);
  }
}
