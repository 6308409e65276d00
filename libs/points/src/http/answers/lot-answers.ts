import { IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { IsAmountMinor, IsDateTime, IsId, IsListOf, IsPart, IsText, ReferenceDto } from '@loyalty/contracts';
import { OPEN_LOTS_MAX } from '../../domain/account/state';
import type { HoldDocument } from '../../views/holds';

/** `L12`; lots that a reinstatement opens have a part number, `L12.1`. */
const LOT_ID = /^L[1-9][0-9]*(?:\.[1-9][0-9]*)?$/;

export class SlicePart {
  @IsText(LOT_ID, 24) lotId!: string;
  @IsAmountMinor(1) points!: number;
  @IsDateTime() earnedAt!: string;
  /** Left out: never. */
  @IsOptional() @IsDateTime() expiresAt?: string;
  /** The expiry moves on with every activity of the member. */
  @IsOptional() @IsBoolean() sliding?: boolean;
}

export class LotPart extends SlicePart {
  @IsOptional() @IsDateTime() availableAt?: string;
  @IsOptional() @IsString() @MaxLength(100) awaits?: string;
}

export class LotsDto {
  /** In the order in which they are spent. */
  @IsListOf(() => LotPart, OPEN_LOTS_MAX, 0) lots!: LotPart[];
  @IsListOf(() => LotPart, OPEN_LOTS_MAX, 0) pending!: LotPart[];
  @IsInt() @Min(1) revision!: number;
}

export class OpenHoldPart {
  @IsId() holdId!: string;
  @IsAmountMinor(1) points!: number;
  @IsListOf(() => SlicePart, OPEN_LOTS_MAX) slices!: SlicePart[];
  @IsDateTime() expiresAt!: string;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
  /** In the wallet's zone, for its maximum per day. */
  @IsString() @MaxLength(10) day!: string;
}

export class OpenHoldsDto {
  @IsListOf(() => OpenHoldPart, 1_000, 0) holds!: OpenHoldPart[];
  @IsInt() @Min(1) revision!: number;
}

export class HoldDto {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsId() holdId!: string;
  @IsIn(['open', 'captured', 'released', 'expired']) state!: HoldDocument['state'];
  @IsAmountMinor(1) points!: number;
  @IsAmountMinor() capturedPoints!: number;
  @IsDateTime() heldAt!: string;
  @IsDateTime() expiresAt!: string;
  @IsPart(() => ReferenceDto) reference!: ReferenceDto;
  @IsOptional() @IsDateTime() resolvedAt?: string;
}

export class RedemptionDto {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsId() redemptionId!: string;
  @IsAmountMinor(1) points!: number;
  /** The lots it took from. */
  @IsListOf(() => SlicePart, OPEN_LOTS_MAX) slices!: SlicePart[];
  /** Of these points, given back so far. */
  @IsAmountMinor() givenBackPoints!: number;
}

export class AwardDto {
  @IsId() wallet!: string;
  @IsId() memberId!: string;
  @IsId() awardId!: string;
  @IsAmountMinor(1) points!: number;
  /** Of these points, taken back so far. */
  @IsAmountMinor() takenBackPoints!: number;
}
