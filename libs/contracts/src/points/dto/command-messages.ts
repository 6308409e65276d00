import { IsId } from '../../fields';
import { AdjustPointsDto, CaptureHoldDto, ClawBackDto, EarnPointsDto, FreezeDto, HoldPointsDto, MoveExpiryDto, RedeemPointsDto, ReinstateDto, TransferPointsDto } from './account.dto';

/** Where commands on points come in, and where what became of each is told. */
export const POINTS_COMMANDS_TOPIC = 'loyalty.points.commands.v1';

/** What a command is about; on the HTTP door these stand in the path. */
export class WalletTargetDto {
  @IsId() wallet!: string;
}
export class AccountTargetDto extends WalletTargetDto {
  @IsId() memberId!: string;
}
export class HoldTargetDto extends AccountTargetDto {
  @IsId() holdId!: string;
}
export class AwardTargetDto extends AccountTargetDto {
  @IsId() awardId!: string;
}
export class RedemptionTargetDto extends AccountTargetDto {
  @IsId() redemptionId!: string;
}

/** The data of each command as a message: the members of its target and those of its body, if it has one, side by side. */
export const POINTS_COMMANDS = {
  'points.earn.v1': { target: AccountTargetDto, body: EarnPointsDto },
  'points.redeem.v1': { target: AccountTargetDto, body: RedeemPointsDto },
  'points.hold.v1': { target: AccountTargetDto, body: HoldPointsDto },
  'points.capture.v1': { target: HoldTargetDto, body: CaptureHoldDto },
  'points.release.v1': { target: HoldTargetDto, body: undefined },
  'points.adjust.v1': { target: AccountTargetDto, body: AdjustPointsDto },
  'points.claw.back.v1': { target: AwardTargetDto, body: ClawBackDto },
  'points.reinstate.v1': { target: RedemptionTargetDto, body: ReinstateDto },
  'points.freeze.v1': { target: AccountTargetDto, body: FreezeDto },
  'points.unfreeze.v1': { target: AccountTargetDto, body: FreezeDto },
  'points.move.expiry.v1': { target: AccountTargetDto, body: MoveExpiryDto },
  'points.transfer.v1': { target: WalletTargetDto, body: TransferPointsDto },
} as const;
export type PointsCommandType = keyof typeof POINTS_COMMANDS;
