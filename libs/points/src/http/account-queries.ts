import { IsIn, IsOptional } from 'class-validator';
import { IsDateTime, IsId, IsShopId } from '@loyalty/contracts';
import { PageQuery } from '@loyalty/platform';
import type { HoldDocument } from '../views/holds';

export class AsOfQuery {
  /** Business time: what counts until then; now when left out. */
  @IsOptional() @IsDateTime() asOf?: string;
  /** Time of recording: what was known then; now when left out. */
  @IsOptional() @IsDateTime() knownAt?: string;
}

export class StatementQuery extends PageQuery {
  @IsOptional() @IsIn(['oldest', 'newest']) first?: 'oldest' | 'newest';
}

export class AccountsQuery extends PageQuery {
  @IsOptional() @IsId() wallet?: string;
  @IsOptional() @IsId() memberId?: string;
}

export class HoldsQuery extends AccountsQuery {
  @IsOptional() @IsIn(['open', 'captured', 'released', 'expired']) state?: HoldDocument['state'];
}

/** The path of an order; its id is one that the shop gave, so it may hold spaces and slashes, escaped. */
export class OrderPath {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
}
