import { IsIn, IsObject } from 'class-validator';
import { FACT_TYPES, type FactType } from '../facts';
import { FACTS_PER_BATCH_MAX } from '../limits';
import { IsDateTime, IsFactId, IsListOf } from '../../fields';

/** What every fact has; `data` is of the class that `FACT_DTOS` has for its type. */
export class FactDto {
  @IsFactId() factId!: string;
  @IsIn(FACT_TYPES) type!: FactType;
  @IsDateTime() occurredAt!: string;
  @IsObject() data!: object;
}

export class FactBatchDto {
  @IsListOf(() => FactDto, FACTS_PER_BATCH_MAX) facts!: FactDto[];
}
