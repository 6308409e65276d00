import { IsBoolean, IsIn, IsInt, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import { FACTS_PER_BATCH_MAX, IsCode, IsFactId, IsListOf, type FactAnswer, type FactStatus } from '@loyalty/contracts';

// What the API description says of answers. Answers are not checked against it when they are given; the specs do that.

export class FactAnswerPart implements Omit<FactAnswer, 'retryable' | 'repeated'> {
  @IsFactId() factId!: string;
  @IsIn(['applied', 'duplicate', 'parked', 'rejected']) status!: FactStatus;
  /** Why, or what it waits for; made for programs. */
  @IsOptional() @IsCode() code?: string;
  /** Of a rejected fact: JSON pointer to the field at fault, from the fact's root. */
  @IsOptional() @IsString() @MaxLength(500) field?: string;
  /** The same fact may be taken when it is sent again. */
  @IsOptional() @IsBoolean() retryable?: boolean;
  /** This very fact id was answered before and gets its answer again. */
  @IsOptional() @IsBoolean() repeated?: boolean;
  /** The log's position once it was settled; absent when it was rejected. */
  @IsOptional() @IsInt() @Min(0) position?: number;
}

export class FactAnswersDto {
  /** In the order in which the facts were sent. */
  @IsListOf(() => FactAnswerPart, FACTS_PER_BATCH_MAX) answers!: FactAnswerPart[];
}

export class DiscardedDto {
  @IsFactId() factId!: string;
  @IsInt() @Min(1) position!: number;
}
