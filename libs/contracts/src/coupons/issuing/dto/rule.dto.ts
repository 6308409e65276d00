import { ArrayMinSize, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { IsId, IsListOfTexts, IsPart } from '../../../fields';
import { LABEL } from '../../../text';
import { CouponAmountDto } from '../../codes/dto/give.dto';
import { ISSUING_DAYS_MAX } from '../limits';

const CATEGORIES_MAX = 1_000;
const ORDERS_MAX = 1_000_000;

export class IssuingAudienceDto {
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(LABEL, CATEGORIES_MAX, 100) categories?: string[];
  @IsOptional() @IsInt() @Min(0) @Max(ORDERS_MAX) ordersFrom?: number;
  @IsOptional() @IsInt() @Min(0) @Max(ORDERS_MAX) ordersTo?: number;
}

/** When a member is given a code of a batch, and under which terms of its own. */
export class IssuingRuleDto {
  /** A generated batch. */
  @IsId() batchId!: string;
  /**
   * `{ kind: 'afterOrder' }`, `{ kind: 'nthOrder', nth }`, `{ kind: 'spendReached', amounts, days? }`,
   * `{ kind: 'boughtCategory', categories }` or `{ kind: 'noOrderSince', days }`.
   */
  @IsObject() when!: object;
  @IsOptional() @IsPart(() => IssuingAudienceDto) audience?: IssuingAudienceDto;
  /** How long the coupon can be used, in days of 24 hours; left out: as its batch says. */
  @IsOptional() @IsInt() @Min(1) @Max(ISSUING_DAYS_MAX) days?: number;
  /** What the goods must come to. */
  @IsOptional() @IsPart(() => CouponAmountDto) minimumAmount?: CouponAmountDto;
  @IsOptional() @IsPart(() => CouponAmountDto) value?: CouponAmountDto;
  /** To the same member again after so many days of 24 hours; left out: never. */
  @IsOptional() @IsInt() @Min(1) @Max(ISSUING_DAYS_MAX) againAfterDays?: number;
}
