import { ArrayMaxSize, ArrayMinSize, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, Max, Min } from 'class-validator';
import { IsAmountMinor, IsCurrencyCode, IsDateTime, IsId, IsListOf, IsListOfTexts, IsPart, IsText } from '../../fields';
import { LocalizedTextDto } from '../../points/dto/wallet.dto';
import { LABEL, SHOP_ID } from '../../text';
import { CODE_WRITTEN_MAX, SHARED_CODES_PER_CAMPAIGN_MAX } from '../codes/limits';
import { CONDITIONS_PER_CAMPAIGN_MAX, EFFECTS_PER_CAMPAIGN_MAX, HOLD_SECONDS_MAX, LIMITS_PER_CAMPAIGN_MAX, SELECTED_VALUES_MAX, VARIANTS_PER_CAMPAIGN_MAX } from '../limits';

const all = (...decorators: PropertyDecorator[]): PropertyDecorator => (target, key) => decorators.forEach((decorate) => decorate(target, key));

/** Things of many kinds: what each kind takes is told by `GET /v1/coupons/effects` and `conditions`, and checked by the domain. */
const IsListOfKinds = (min: number, max: number) => all(IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsObject({ each: true }));
const ZONE = /^[A-Za-z0-9_+/-]+$/;
/** A code as it is printed, in any script. */
export const WRITTEN_CODE = /^[^\u0000-\u001f\u007f-\u009f]{1,64}$/;

export class ScheduleDto {
  @IsOptional() @IsDateTime() from?: string;
  @IsOptional() @IsDateTime() until?: string;
}

export class AudienceDto {
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(LABEL, SELECTED_VALUES_MAX, 100) segments?: string[];
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(LABEL, SELECTED_VALUES_MAX, 100) tiers?: string[];
  @IsOptional() @IsIn(['new', 'existing', 'any']) members?: 'new' | 'existing' | 'any';
  @IsOptional() @IsBoolean() holderOnly?: boolean;
}

export class CampaignLimitDto {
  @IsIn(['uses', 'money']) count!: 'uses' | 'money';
  @IsIn(['campaign', 'code', 'member', 'device']) per!: 'campaign' | 'code' | 'member' | 'device';
  @IsIn(['ever', 'day', 'week', 'month']) every!: 'ever' | 'day' | 'week' | 'month';
  @IsAmountMinor(1) most!: number;
  @IsOptional() @IsCurrencyCode() currency?: string;
  @IsOptional() @IsIn(['nothing', 'rest']) short?: 'nothing' | 'rest';
}

export class CampaignVariantDto {
  @IsId() variant!: string;
  @IsInt() @Min(1) @Max(1_000_000) weight!: number;
  @IsListOfKinds(1, EFFECTS_PER_CAMPAIGN_MAX) effects!: object[];
}

export class CampaignDto {
  @IsPart(() => LocalizedTextDto) name!: LocalizedTextDto;
  @IsIn(['automatic', 'code']) trigger!: 'automatic' | 'code';
  @IsIn(['line', 'order', 'shipping', 'payment']) phase!: 'line' | 'order' | 'shipping' | 'payment';
  @IsInt() @Min(0) @Max(1_000_000) priority!: number;
  @IsIn(['common', 'exclusive', 'always']) stackClass!: 'common' | 'exclusive' | 'always';
  @IsOptional() @IsId() group?: string;
  @IsOptional() @IsIn(['remaining', 'initial']) base?: 'remaining' | 'initial';
  @IsPart(() => ScheduleDto) schedule!: ScheduleDto;
  @IsOptional() @IsPart(() => AudienceDto) audience?: AudienceDto;
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(LABEL, SELECTED_VALUES_MAX, 100) channels?: string[];
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(SHOP_ID, SELECTED_VALUES_MAX, 64) stores?: string[];
  @IsListOfKinds(0, CONDITIONS_PER_CAMPAIGN_MAX) conditions!: object[];
  @IsListOfKinds(0, EFFECTS_PER_CAMPAIGN_MAX) effects!: object[];
  @IsOptional() @IsListOf(() => CampaignVariantDto, VARIANTS_PER_CAMPAIGN_MAX, 2) variants?: CampaignVariantDto[];
  /** Parts per million: 100,000 is one in ten. */
  @IsOptional() @IsInt() @Min(1) @Max(900_000) holdOutPpm?: number;
  @IsOptional() @IsListOf(() => CampaignLimitDto, LIMITS_PER_CAMPAIGN_MAX, 0) limits?: CampaignLimitDto[];
  /** IANA zone. */
  @IsOptional() @IsText(ZONE, 60) zone?: string;
  @IsOptional() @ArrayMinSize(1) @IsListOfTexts(WRITTEN_CODE, SHARED_CODES_PER_CAMPAIGN_MAX, CODE_WRITTEN_MAX) sharedCodes?: string[];
  @IsOptional() @IsIn(['givesBack', 'keeps']) whenCancelled?: 'givesBack' | 'keeps';
  @IsOptional() @IsIn(['keep', 'deduct']) whenThresholdBreaks?: 'keep' | 'deduct';
  @IsOptional() @IsInt() @Min(1) @Max(HOLD_SECONDS_MAX) holdSeconds?: number;
}

export class CampaignGroupDto {
  @IsIn(['first', 'best', 'all']) pick!: 'first' | 'best' | 'all';
  @IsOptional() @IsId() within?: string;
}
