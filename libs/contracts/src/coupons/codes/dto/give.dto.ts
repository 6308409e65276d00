import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsDateTime, IsId, IsPart } from '../../../fields';
import type { CouponSource } from '../coupon-events';

export const COUPON_SOURCES = ['operator', 'rule', 'reward', 'referral', 'journey', 'campaign'] as const;

export class CouponAmountDto {
  @IsAmountMinor(1) amountMinor!: number;
  @IsCurrencyCode() currency!: string;
}

export class CouponSourceDto implements CouponSource {
  @IsIn(COUPON_SOURCES) kind!: CouponSource['kind'];
  @IsOptional() @IsId() id?: string;
}

/** To whom a code is given, why, and under which terms of its own. */
export class GiveCodeDto {
  @IsId() memberId!: string;
  @IsCode() reasonCode!: string;
  /** An operator when left out. */
  @IsOptional() @IsPart(() => CouponSourceDto) source?: CouponSourceDto;
  @IsOptional() @IsDateTime() validFrom?: string;
  /** Either this or `days`; else as the batch says. */
  @IsOptional() @IsDateTime() validUntil?: string;
  @IsOptional() @IsInt() @Min(1) @Max(3_660) days?: number;
  /** What the goods must come to. */
  @IsOptional() @IsPart(() => CouponAmountDto) minimumAmount?: CouponAmountDto;
  @IsOptional() @IsPart(() => CouponAmountDto) value?: CouponAmountDto;
}
