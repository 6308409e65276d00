import { IsInt, IsOptional, Max, Min } from 'class-validator';
import { BATCH_SIZE_MAX, IsId, IsText } from '@loyalty/contracts';

/** A cursor of batches: how many were made before. */
const COUNT = /^(?:0|[1-9][0-9]{0,5})$/;

export class BatchesQuery {
  @IsOptional() @IsInt() @Min(1) @Max(200) limit?: number;
  /** `next` of the page before. */
  @IsOptional() @IsText(COUNT, 6) cursor?: string;
  @IsOptional() @IsId() campaignId?: string;
}

export class ExportQuery {
  /** The first serial that is wanted; 1 when left out. */
  @IsOptional() @IsInt() @Min(1) @Max(BATCH_SIZE_MAX) from?: number;
}

export class StandingQuery {
  /** Who wants to use it; left out: a guest. */
  @IsOptional() @IsId() memberId?: string;
}

export class QrQuery {
  /** How long the payload is valid; 900 when left out, at most 366 days. */
  @IsOptional() @IsInt() @Min(1) @Max(31_622_400) seconds?: number;
}
