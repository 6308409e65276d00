import { IsIn, IsInt, IsOptional, Max, Min } from 'class-validator';
import { IsCode, IsDateTime, IsId, IsPart, IsText } from '../../../fields';
import type { CodeCharset, CodeFormat } from '../format';
import { BATCH_SIZE_MAX } from '../limits';

/**
 * How generated codes look; what is left out: no prefix, Crockford's signs, 11 characters and the check character in
 * groups of 4.
 */
export class CodeFormatDto implements Partial<CodeFormat> {
  @IsOptional() @IsText(/^[0-9A-Za-z]+$/, 12) prefix?: string;
  @IsOptional() @IsIn(['crockford', 'digits', 'letters']) charset?: CodeCharset;
  /** Characters that differ from code to code. */
  @IsOptional() @IsInt() @Min(4) @Max(16) length?: number;
  /** Characters between hyphens in print; 0: no hyphens. */
  @IsOptional() @IsInt() @Min(0) @Max(16) groupOf?: number;
}

/** `generated`: with size and format. `imported`: an empty one, for codes that somebody else made. */
export class CreateBatchDto {
  @IsId() campaignId!: string;
  @IsIn(['generated', 'imported']) kind!: 'generated' | 'imported';
  @IsOptional() @IsInt() @Min(1) @Max(BATCH_SIZE_MAX) size?: number;
  @IsOptional() @IsPart(() => CodeFormatDto) format?: CodeFormatDto;
  /** 1 when left out. */
  @IsOptional() @IsInt() @Min(1) @Max(1_000_000) usesPerCode?: number;
  @IsOptional() @IsDateTime() validFrom?: string;
  @IsOptional() @IsDateTime() validUntil?: string;
  /** Days of 24 hours that a code is valid from when a member is given it. */
  @IsOptional() @IsInt() @Min(1) @Max(3_660) daysAfterIssue?: number;
}

/** Why something is stopped, or goes on. */
export class CodeReasonDto {
  @IsCode() reasonCode!: string;
}
