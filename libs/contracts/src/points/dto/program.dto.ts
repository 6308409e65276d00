import { ArrayMaxSize, IsArray, IsBoolean, IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { LABEL } from '../../text';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsDateTime, IsId, IsListOf, IsListOfTexts, IsPart, IsText } from '../../fields';
import { LocalizedTextDto } from './wallet.dto';

export const CONDITION_KINDS = ['lineCategory', 'lineSku', 'lineBrand', 'lineOnSale', 'channel', 'store', 'shop', 'minimumBase', 'firstPurchase', 'hours', 'period'] as const;

/** One condition; which of the fields it has depends on its kind. */
export class EarningConditionDto {
  @IsIn(CONDITION_KINDS) kind!: (typeof CONDITION_KINDS)[number];
  @IsOptional() @IsListOfTexts(LABEL, 1_000, 100) anyOf?: string[];
  @IsOptional() @IsBoolean() is?: boolean;
  @IsOptional() @IsAmountMinor(1) amountMinor?: number;
  @IsOptional() @IsCurrencyCode() currency?: string;
  /** 1 Monday to 7 Sunday. */
  @IsOptional() @IsArray() @ArrayMaxSize(7) @IsInt({ each: true }) @Min(1, { each: true }) @Max(7, { each: true }) weekdays?: number[];
  @IsOptional() @IsInt() @Min(0) @Max(1_440) fromMinute?: number;
  @IsOptional() @IsInt() @Min(0) @Max(1_440) toMinute?: number;
  @IsOptional() @IsDateTime() from?: string;
  @IsOptional() @IsDateTime() until?: string;
}

export class EarningEffectDto {
  @IsIn(['perAmount', 'fixed', 'multiplier']) kind!: 'perAmount' | 'fixed' | 'multiplier';
  @IsOptional() @IsAmountMinor(1) points?: number;
  @IsOptional() @IsAmountMinor(1) perMinor?: number;
  @IsOptional() @IsCurrencyCode() currency?: string;
  @IsOptional() @IsBoolean() proportional?: boolean;
  /** Parts per million: 1,500,000 is one and a half times. */
  @IsOptional() @IsInt() @Min(1_000_000) @Max(1_000_000_000) factorPpm?: number;
}

export class EarningBaseDto {
  @IsIn(['with', 'without']) tax!: 'with' | 'without';
  @IsIn(['with', 'without']) shipping!: 'with' | 'without';
  @IsOptional() @IsListOfTexts(LABEL, 1_000, 100) excludedCategories?: string[];
}

export class EarningCapsDto {
  @IsOptional() @IsAmountMinor(1) perOrder?: number;
  @IsOptional() @IsAmountMinor(1) perDay?: number;
  @IsOptional() @IsAmountMinor(1) perMonth?: number;
  @IsOptional() @IsAmountMinor(1) inAll?: number;
}

export class EarningFrequencyDto {
  @IsInt() @Min(1) @Max(1_000_000) times!: number;
  @IsIn(['day', 'week', 'month', 'year', 'ever']) per!: 'day' | 'week' | 'month' | 'year' | 'ever';
}

export class EarningRuleDto {
  @IsId() ruleId!: string;
  @IsPart(() => LocalizedTextDto) name!: LocalizedTextDto;
  @IsIn(['order', 'activity']) on!: 'order' | 'activity';
  /** The kind of activity, where it is one; joining a shop is `registration`. */
  @IsOptional() @IsCode() activity?: string;
  @IsId() wallet!: string;
  @IsPart(() => EarningEffectDto) effect!: EarningEffectDto;
  @IsPart(() => EarningBaseDto) base!: EarningBaseDto;
  @IsListOf(() => EarningConditionDto, 50, 0) conditions!: EarningConditionDto[];
  @IsIn(['stackable', 'exclusive']) stacking!: 'stackable' | 'exclusive';
  @IsInt() @Min(0) @Max(1_000_000) priority!: number;
  @IsOptional() @IsPart(() => EarningCapsDto) caps?: EarningCapsDto;
  @IsOptional() @IsPart(() => EarningFrequencyDto) frequency?: EarningFrequencyDto;
}

export class PendingPolicyDto {
  @IsIn(['none', 'days', 'event']) kind!: 'none' | 'days' | 'event';
  @IsOptional() @IsInt() @Min(1) @Max(3_660) days?: number;
  @IsOptional() @IsIn(['order.fulfilled', 'activity']) event?: 'order.fulfilled' | 'activity';
  @IsOptional() @IsCode() activity?: string;
  @IsOptional() @IsInt() @Min(1) @Max(3_660) atLatestDays?: number;
}

export class PublishProgramDto {
  @IsPart(() => LocalizedTextDto) name!: LocalizedTextDto;
  @IsText(/^[A-Za-z0-9_+/-]+$/, 60) zone!: string;
  @IsDateTime() from!: string;
  @IsOptional() @IsDateTime() until?: string;
  @IsPart(() => PendingPolicyDto) pending!: PendingPolicyDto;
  @IsListOf(() => EarningRuleDto, 200, 1) rules!: EarningRuleDto[];
  @IsOptional() @IsPart(() => EarningCapsDto) caps?: EarningCapsDto;
}
