import { IsIn, IsOptional } from 'class-validator';
import { IsId, IsShopId } from '@loyalty/contracts';
import { PageQuery } from '@loyalty/platform';
import type { CartDocument, OrderDocument, ParkedDocument } from '../views';

export class OrdersQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsId() memberId?: string;
  @IsOptional() @IsIn(['placed', 'paid', 'fulfilled', 'refunded', 'cancelled']) status?: OrderDocument['status'];
}

export class CartsQuery extends PageQuery {
  @IsOptional() @IsId() memberId?: string;
  @IsOptional() @IsIn(['open', 'empty', 'abandoned', 'checked_out']) status?: CartDocument['status'];
}

export class ParkedQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsIn(['parked', 'waiting', 'retried', 'discarded']) status?: ParkedDocument['status'];
}

export class ProductsQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsShopId() sku?: string;
}

/** The path of a thing of a shop; the shop gave its id, so it may hold spaces and slashes, escaped. */
export class ShopPath {
  @IsId() shop!: string;
  @IsShopId() id!: string;
}
