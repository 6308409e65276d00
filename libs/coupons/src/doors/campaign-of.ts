import type { Campaign, CampaignDto, ScheduleDto } from '@loyalty/contracts';
import { momentAt } from '@loyalty/kernel';
import type { DraftedCampaign } from '../domain/campaign/campaign';

/** A campaign as it was sent, as the domain knows it; whether it can work is checked there. Throws `instant_invalid` with the field. */
export function campaignOf(campaignId: string, { schedule, conditions, effects, variants, ...dto }: CampaignDto): DraftedCampaign {
  return {
    ...dto, campaignId, schedule: scheduleOf(schedule), conditions: conditions as Campaign['conditions'], effects: effects as Campaign['effects'],
    ...(variants === undefined ? {} : { variants: variants as NonNullable<Campaign['variants']> }),
  };
}

function scheduleOf({ from, until }: ScheduleDto): Campaign['schedule'] {
  return { ...(from === undefined ? {} : { from: momentAt('/schedule/from', from) }), ...(until === undefined ? {} : { until: momentAt('/schedule/until', until) }) };
}
