import type { CampaignDto } from '@loyalty/contracts';
import type { Doors } from './doors';

/** A campaign that more people want than can have it, and what it can give. */
export interface Wanted {
  readonly campaignId: string;
  readonly code: string;
  readonly limit: { readonly count: 'uses' | 'money'; readonly most: number };
  /** How many can have it. */
  readonly winners: number;
}

const OFF_MINOR = 100;
/** Suffices for a hundred times 1.00 and for half of one more. */
const BUDGET_MINOR = 10_050;

const uses = (n: number): Wanted => ({ campaignId: `hundred-${n}`, code: `HUNDRED${n}`, limit: { count: 'uses', most: 100 }, winners: 100 });
const money = (n: number): Wanted => ({ campaignId: `budget-${n}`, code: `BUDGET${n}`, limit: { count: 'money', most: BUDGET_MINOR }, winners: 101 });

/** One pair for a quiet rush, one for a rush in which a process is killed. */
export const QUIET: readonly Wanted[] = [uses(1), money(1)];
export const DISTURBED: readonly Wanted[] = [uses(2), money(2)];

export async function publishCampaigns(doors: Doors): Promise<void> {
  for (const wanted of [...QUIET, ...DISTURBED]) {
    const path = `/v1/coupons/campaigns/${wanted.campaignId}`;
    await doors.ask(0, 'PUT', path, campaignOf(wanted), `${wanted.campaignId}/draft`);
    await doors.ask(0, 'POST', `${path}/publish`, undefined, `${wanted.campaignId}/publish`);
  }
}

function campaignOf({ campaignId, code, limit: { count, most } }: Wanted): CampaignDto {
  return {
    name: { en: campaignId }, trigger: 'code', phase: 'order', priority: 1, stackClass: 'common', schedule: { from: '2025-01-01T00:00:00Z' }, conditions: [],
    effects: [{ kind: 'amountOff', amounts: { EUR: OFF_MINOR }, per: 'order', target: { over: 'items' } }],
    limits: [
      { count, most, per: 'campaign', every: 'ever', ...(count === 'money' ? { currency: 'EUR', short: 'rest' } : {}) },
      { count: 'uses', most: 1, per: 'member', every: 'ever' },
    ],
    sharedCodes: [code], holdSeconds: 86_400,
  };
}
