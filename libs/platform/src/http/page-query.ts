import { IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';

export const PAGE_LIMIT = 50;

/** What every list takes. Extend it for a list with filters. */
export class PageQuery {
  /** How many at most; 50 when left out. */
  @IsOptional() @IsInt() @Min(1) @Max(1000) limit?: number;
  /** `next` of the page before. */
  @IsOptional() @IsString() @MaxLength(8192) @Matches(/^[A-Za-z0-9_-]+$/) cursor?: string;
}

/** The part of a view's query that pages it. */
export function pageOf({ limit = PAGE_LIMIT, cursor }: PageQuery): { limit: number; cursor?: string } {
  return { limit, ...(cursor === undefined ? {} : { cursor }) };
}
