import { IsBoolean, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsDateTime, IsId, IsListOf, IsPart, IsQuantity, IsShopId } from '../../fields';
import { EVALUATION_LINES_MAX, HOLD_SECONDS_MAX } from '../limits';
import { AskBasketDto, SpendPointsDto } from './basket.dto';

/** The order that a redemption belongs to. */
export class RedeemedOrderDto {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
}

/** A basket whose gifts and discounts are to be set aside or used. */
class AskRedemptionDto extends AskBasketDto {
  /** Left out: that of the cart, or else a new one. */
  @IsOptional() @IsId() redemptionId?: string;
  /** A code that gives nothing does not stand in the way of the others. */
  @IsOptional() @IsBoolean() asFarAsPossible?: boolean;
}

export class HoldRedemptionDto extends AskRedemptionDto {
  /** Left out: as the campaigns say. */
  @IsOptional() @IsInt() @Min(1) @Max(HOLD_SECONDS_MAX) seconds?: number;
  /** Exactly these are set aside, too, and end with the hold; needs `member`. */
  @IsOptional() @IsPart(() => SpendPointsDto) points?: SpendPointsDto;
}

export class RedeemBasketDto extends AskRedemptionDto {
  @IsOptional() @IsPart(() => RedeemedOrderDto) order?: RedeemedOrderDto;
  /** A sale of before, told late: what campaigns gave then. Not later than now; left out: now. */
  @IsOptional() @IsDateTime() occurredAt?: string;
}

export class CommitRedemptionDto {
  @IsOptional() @IsPart(() => RedeemedOrderDto) order?: RedeemedOrderDto;
}

export class ReturnedUnitsDto {
  @IsShopId() lineId!: string;
  @IsQuantity() quantity!: number;
}

export class ReturnUnitsDto {
  @IsListOf(() => ReturnedUnitsDto, EVALUATION_LINES_MAX) lines!: ReturnedUnitsDto[];
}
