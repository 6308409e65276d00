import { ArrayMaxSize, IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { CampaignDto, CampaignGroupDto, IsCode, IsDateTime, IsId, IsListOf, IsPart, LocalizedTextDto } from '@loyalty/contracts';
import type { CampaignState } from '../../domain/campaign/campaign';

// What the API description says of answers. Answers are not checked against it when they are given; the specs do that.

const STATUSES = ['draft', 'active', 'paused', 'ended'] as const;

export class CampaignAnswerDto {
  @IsId() campaignId!: string;
  @IsIn(STATUSES) status!: Exclude<CampaignState['status'], 'unknown'>;
  /** The newest published one; 0 before the first. */
  @IsInt() @Min(0) version!: number;
}

/** A version as it was published, in the shape in which it is sent. */
export class PublishedCampaignDto extends CampaignDto {
  @IsId() campaignId!: string;
  @IsInt() @Min(1) version!: number;
}

/** What the next version will be. */
export class DraftedCampaignDto extends CampaignDto {
  @IsId() campaignId!: string;
}

export class CampaignShownDto {
  @IsId() campaignId!: string;
  @IsIn(STATUSES) status!: Exclude<CampaignState['status'], 'unknown'>;
  @IsOptional() @IsPart(() => PublishedCampaignDto) current?: PublishedCampaignDto;
  @IsOptional() @IsPart(() => DraftedCampaignDto) draft?: DraftedCampaignDto;
}

export class CampaignVersionPart {
  @IsDateTime() publishedAt!: string;
  @IsPart(() => PublishedCampaignDto) campaign!: PublishedCampaignDto;
}

export class CampaignVersionsDto {
  @IsListOf(() => CampaignVersionPart, 1_000_000, 0) items!: CampaignVersionPart[];
}

export class GroupDefinedDto extends CampaignGroupDto {
  @IsId() group!: string;
}

export class AttributeDefinedDto {
  @IsCode() attribute!: string;
}

/** A kind of effect or condition as a form is drawn from it. */
export class KindPart {
  @IsId() kind!: string;
  @IsPart(() => LocalizedTextDto) text!: LocalizedTextDto;
  /** JSON Schema 2020-12 of its arguments. */
  @IsObject() schema!: object;
}

export class KindsDto {
  @IsListOf(() => KindPart, 1_000, 0) items!: KindPart[];
}

/** Redemptions, and money by currency in minor units. */
export class FiguresPart {
  @IsInt() uses!: number;
  @IsObject() moneyMinor!: object;
}

export class CampaignListedPart {
  @IsId() campaignId!: string;
  @IsIn(STATUSES) status!: (typeof STATUSES)[number];
  @IsInt() @Min(0) version!: number;
  @IsPart(() => LocalizedTextDto) name!: LocalizedTextDto;
  @IsIn(['automatic', 'code']) trigger!: 'automatic' | 'code';
  @IsDateTime() changedAt!: string;
  @IsPart(() => FiguresPart) held!: FiguresPart;
  @IsPart(() => FiguresPart) used!: FiguresPart;
  @IsPart(() => FiguresPart) reversed!: FiguresPart;
  /** How often somebody was kept out for comparison. */
  @IsInt() @Min(0) heldOut!: number;
  /** The same figures by variant. */
  @IsObject() variants!: object;
}

/** What every list of coupons has beside its items. */
export class CouponsPage {
  /** `cursor` of the next page; left out on the last one. */
  @IsOptional() @IsString() @MaxLength(8_192) next?: string;
  /** The list reflects every event up to here. */
  @IsInt() @Min(0) position!: number;
}

export class CampaignsPageDto extends CouponsPage {
  @IsListOf(() => CampaignListedPart, 1_000, 0) items!: CampaignListedPart[];
}

/** A list of texts in an answer. */
export function IsTexts(max: number, length: number): PropertyDecorator {
  return (target, key) => [IsArray(), ArrayMaxSize(max), IsString({ each: true }), MaxLength(length, { each: true })].forEach((decorate) => decorate(target, key));
}
