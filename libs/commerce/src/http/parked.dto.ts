import { IsBoolean, IsOptional, IsString, Length } from 'class-validator';
import { FactDto, IsFactId, IsPart, IsText } from '@loyalty/contracts';

export class DiscardParkedDto {
  /** As the list of parked facts names it. */
  @IsString() @Length(3, 200) stream!: string;
  @IsFactId() factId!: string;
  /** Why, in words; no personal data. */
  @IsText(/\S/, 500) reason!: string;
}

export class RetryParkedDto extends DiscardParkedDto {
  /** The whole fact as it should have been told: same id and type, about the same stream. */
  @IsOptional() @IsPart(() => FactDto) corrected?: FactDto;
  /** It counts although it contradicts what is known. */
  @IsOptional() @IsBoolean() overrule?: boolean;
}
