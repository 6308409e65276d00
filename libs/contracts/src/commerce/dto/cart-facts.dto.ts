import { IsOptional } from 'class-validator';
import type { Cart, CartAbandonedFact, CartLine } from '../facts';
import { COUPON_CODES_PER_ORDER_MAX, LINES_PER_ORDER_MAX } from '../limits';
import { SHOP_ID } from '../../text';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsId, IsListOf, IsListOfTexts, IsQuantity, IsShopId } from '../../fields';

type Told = CartAbandonedFact['data'];

export class CartLineDto implements CartLine {
  @IsShopId() lineId!: string;
  @IsShopId() sku!: string;
  @IsQuantity() quantity!: number;
  @IsAmountMinor() unitPriceMinor!: number;
}

/** The whole cart; no lines when it was emptied. */
export class CartUpdatedDto implements Cart {
  @IsId() shop!: string;
  @IsShopId() cartId!: string;
  @IsOptional() @IsId() memberId?: string;
  @IsCurrencyCode() currency!: string;
  @IsOptional() @IsCode() channel?: string;
  @IsOptional() @IsShopId() store?: string;
  @IsListOf(() => CartLineDto, LINES_PER_ORDER_MAX, 0) lines!: CartLineDto[];
  @IsOptional() @IsListOfTexts(SHOP_ID, COUPON_CODES_PER_ORDER_MAX, 64) couponCodes?: string[];
}

export class CartAbandonedDto implements Told {
  @IsId() shop!: string;
  @IsShopId() cartId!: string;
  @IsOptional() @IsId() memberId?: string;
}
