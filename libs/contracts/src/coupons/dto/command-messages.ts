import { IsId } from '../../fields';
import { CommitRedemptionDto, HoldRedemptionDto, RedeemBasketDto, ReturnUnitsDto } from './redemption.dto';

/** Where commands on redemptions come in. */
export const COUPONS_COMMANDS_TOPIC = 'loyalty.coupons.commands.v1';

/** What a command is about; on the HTTP door it stands in the path. */
export class CouponRedemptionTargetDto {
  @IsId() redemptionId!: string;
}

/** The data of each command as a message: the members of its target, if it has one, and those of its body side by side. */
export const COUPONS_COMMANDS = {
  'redemption.hold.v1': { target: undefined, body: HoldRedemptionDto },
  'redemption.redeem.v1': { target: undefined, body: RedeemBasketDto },
  'redemption.commit.v1': { target: CouponRedemptionTargetDto, body: CommitRedemptionDto },
  'redemption.release.v1': { target: CouponRedemptionTargetDto, body: undefined },
  'redemption.reverse.v1': { target: CouponRedemptionTargetDto, body: undefined },
  'redemption.return.v1': { target: CouponRedemptionTargetDto, body: ReturnUnitsDto },
} as const;
export type RedemptionCommandType = keyof typeof COUPONS_COMMANDS;
