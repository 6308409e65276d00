import type { RedemptionEvent } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import { APPLIED, ignored, type Reaction } from '@loyalty/messaging';
import type { IssuingDesk } from '../application/issuing/issue-by-rule';
import { issueForRedemption, takeBackIssued, type Following } from '../application/issuing/issue-for-redemption';
import { outcomeOfIssuing } from './issuing-outcome';
import { reactionTo } from './reaction-command';

export interface CampaignsReactionParts extends IssuingDesk {
  readonly clock: Clock;
}

/** The coupons that campaigns promised: given once their redemption is committed, taken back when it is reversed as a whole. */
export function issuingByCampaigns({ clock, ...desk }: CampaignsReactionParts): Reaction {
  return {
    name: 'coupons-issuing-campaigns',
    categories: ['redemption'],
    async handle(recorded) {
      const event = recorded as unknown as RedemptionEvent;
      const command = reactionTo(recorded);
      const following: Following = (name) => ({ ...command, id: `${command.id}:${name}` });
      const { redemptionId } = event.data;
      switch (event.type) {
        case 'redemption.redeemed.v1':
        case 'redemption.committed.v1':
          return outcomeOfIssuing(await issueForRedemption(desk, following, redemptionId, clock.now()));
        case 'redemption.reversed.v1':
          return event.data.complete && (await takeBackIssued(desk.ledger, following, redemptionId)) > 0 ? APPLIED : ignored('nothing_to_issue');
        default:
          return ignored('nothing_to_issue');
      }
    },
  };
}
