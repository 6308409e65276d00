import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsAmountMinor, IsCurrencyCode, IsListOf, IsListOfTexts, IsPart, IsText } from '../../fields';

/** A text that members see, not blank; English is always there. */
export class LocalizedTextDto {
  @IsText(/\S/, 200) en!: string;
  @IsOptional() @IsText(/\S/, 200) he?: string;
}

export class ExpiryPolicyDto {
  @IsIn(['none', 'rolling', 'fixed', 'sliding']) kind!: 'none' | 'rolling' | 'fixed' | 'sliding';
  @IsOptional() @IsInt() @Min(1) @Max(1200) months?: number;
  @IsOptional() @IsIn(['month', 'quarter', 'year']) roundUpTo?: 'month' | 'quarter' | 'year';
  /** Days of the year, `MM-DD`. */
  @IsOptional() @IsListOfTexts(/^\d\d-\d\d$/, 24, 5) days?: string[];
}

export class SpendingRateDto {
  @IsCurrencyCode() currency!: string;
  @IsAmountMinor(1) points!: number;
  @IsAmountMinor(1) amountMinor!: number;
}

export class SpendingPolicyDto {
  @IsOptional() @IsAmountMinor(1) minimumPoints?: number;
  @IsOptional() @IsAmountMinor(1) stepPoints?: number;
  @IsOptional() @IsAmountMinor(1) maximumPointsPerOrder?: number;
  /** Parts per million: 500,000 is half of the order. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) maximumShareOfOrderPpm?: number;
  @IsOptional() @IsAmountMinor(1) maximumPointsPerDay?: number;
  @IsOptional() @IsListOf(() => SpendingRateDto, 200, 0) rates?: SpendingRateDto[];
}

export class HoldPolicyDto {
  @IsInt() @Min(1) @Max(31_622_400) defaultSeconds!: number;
  @IsInt() @Min(1) @Max(31_622_400) maximumSeconds!: number;
  @IsInt() @Min(1) @Max(1_000) openMaximum!: number;
}

export class DefineWalletDto {
  @IsPart(() => LocalizedTextDto) name!: LocalizedTextDto;
  @IsInt() @Min(0) @Max(6) scale!: number;
  /** IANA zone. */
  @IsText(/^[A-Za-z0-9_+/-]+$/, 60) zone!: string;
  @IsBoolean() spendable!: boolean;
  @IsIn(['allowed', 'refused']) debt!: 'allowed' | 'refused';
  @IsPart(() => ExpiryPolicyDto) expiry!: ExpiryPolicyDto;
  @IsPart(() => SpendingPolicyDto) spending!: SpendingPolicyDto;
  @IsPart(() => HoldPolicyDto) holds!: HoldPolicyDto;
  @IsInt() @Min(0) @Max(3_660) reinstatementGraceDays!: number;
  @IsArray() @ArrayMaxSize(10) @IsInt({ each: true }) @Min(1, { each: true }) @Max(366, { each: true }) warningDays!: number[];
}
