import { eachAtOnce } from '../../door/at-once';
import { call, Refused, type Door } from '../../door/client';
import { progressBar } from '../../door/progress';
import type { CouponCampaign } from './campaigns-of';

const AT_ONCE = 8;

/** How many campaigns were published now, and how many were before. */
export interface Published {
  now: number;
  before: number;
}

/** Publishes every campaign that is not, whoever began. */
export async function publishCampaigns(door: Door, campaigns: readonly CouponCampaign[]): Promise<Published> {
  const published: Published = { now: 0, before: 0 };
  const bar = progressBar('Campaigns', campaigns.length);
  await eachAtOnce(campaigns, AT_ONCE, async ({ campaignId, campaign }) => {
    const path = `/v1/coupons/campaigns/${campaignId}`;
    if (await isPublished(door, path)) published.before += 1;
    else {
      await call(door, 'PUT', path, campaign, `${campaignId}/draft`);
      await call(door, 'POST', `${path}/publish`, undefined, `${campaignId}/publish`);
      published.now += 1;
    }
    bar.add(1);
  });
  bar.end();
  return published;
}

async function isPublished(door: Door, path: string): Promise<boolean> {
  try {
    const { current } = await call<{ current?: object }>(door, 'GET', path);
    return current !== undefined;
  } catch (error) {
    if (error instanceof Refused && error.status === 404) return false;
    throw error;
  }
}
