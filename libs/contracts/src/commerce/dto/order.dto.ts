import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import { CATEGORIES_PER_LINE_MAX, COUPON_CODES_PER_ORDER_MAX, LINES_PER_ORDER_MAX, SHIPPING_PER_ORDER_MAX } from '../limits';
import type { Order, OrderLine, OrderShipping, TaxMode } from '../order';
import { LABEL, SHOP_ID } from '../../text';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsDateTime, IsId, IsLabel, IsListOf, IsListOfTexts, IsQuantity, IsShopId } from '../../fields';

export class OrderLineDto implements OrderLine {
  @IsShopId() lineId!: string;
  @IsShopId() sku!: string;
  @IsQuantity() quantity!: number;
  @IsAmountMinor() unitPriceMinor!: number;
  @IsOptional() @IsAmountMinor() discountMinor?: number;
  @IsOptional() @IsAmountMinor() taxMinor?: number;
  @IsOptional() @IsListOfTexts(LABEL, CATEGORIES_PER_LINE_MAX, 100) categories?: string[];
  @IsOptional() @IsLabel() brand?: string;
  @IsOptional() @IsAmountMinor() unitCostMinor?: number;
  @IsOptional() @IsBoolean() onSale?: boolean;
}

export class OrderShippingDto implements OrderShipping {
  @IsCode() method!: string;
  @IsAmountMinor() amountMinor!: number;
  @IsOptional() @IsAmountMinor() taxMinor?: number;
}

export class OrderDto implements Order {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
  @IsOptional() @IsId() memberId?: string;
  @IsCurrencyCode() currency!: string;
  @IsDateTime() placedAt!: string;
  @IsListOf(() => OrderLineDto, LINES_PER_ORDER_MAX) lines!: OrderLineDto[];
  @IsOptional() @IsListOf(() => OrderShippingDto, SHIPPING_PER_ORDER_MAX, 0) shipping?: OrderShippingDto[];
  @IsIn(['gross', 'net']) taxMode!: TaxMode;
  @IsCode() channel!: string;
  @IsOptional() @IsShopId() store?: string;
  @IsOptional() @IsCode() paymentMethod?: string;
  @IsOptional() @IsListOfTexts(SHOP_ID, COUPON_CODES_PER_ORDER_MAX, 64) couponCodes?: string[];
  @IsOptional() @IsId() pointsHoldId?: string;
  @IsOptional() @IsId() redemptionId?: string;
  @IsOptional() @IsShopId() cartId?: string;
}
