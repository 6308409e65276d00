import { IsIn, IsOptional } from 'class-validator';
import { CODE_WRITTEN_MAX, IsId, IsText, WRITTEN_CODE } from '@loyalty/contracts';
import { PageQuery } from '@loyalty/platform';
import type { CampaignDocument } from '../views/campaigns';
import type { RedemptionDocument } from '../views/redemptions';

export class CampaignsQuery extends PageQuery {
  @IsOptional() @IsIn(['draft', 'active', 'paused', 'ended']) status?: CampaignDocument['status'];
}

export class RedemptionsQuery extends PageQuery {
  @IsOptional() @IsId() memberId?: string;
  /** The first campaign of the redemption. */
  @IsOptional() @IsId() campaignId?: string;
  /** The first code of the redemption, in any spelling. */
  @IsOptional() @IsText(WRITTEN_CODE, CODE_WRITTEN_MAX) code?: string;
  /** `<shop>/<orderId>`. */
  @IsOptional() @IsText(/^[!-~](?:[ -~]{0,127}[!-~])?$/, 129) order?: string;
  @IsOptional() @IsIn(['held', 'committed', 'released', 'lapsed', 'reversed']) state?: RedemptionDocument['state'];
}

export class ShoppersQuery extends PageQuery {
  @IsOptional() @IsId() memberId?: string;
}
