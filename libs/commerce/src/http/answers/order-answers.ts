import { IsBoolean, IsIn, IsOptional } from 'class-validator';
import {
  COUPON_CODES_PER_ORDER_MAX, IsAmountMinor, IsCode, IsCurrencyCode, IsDateTime, IsId, IsListOf, IsListOfTexts, IsShopId, LINES_PER_ORDER_MAX, OrderLineDto, OrderShippingDto, REFUNDS_PER_ORDER_MAX,
  SHIPPING_PER_ORDER_MAX, SHOP_ID, type TaxMode,
} from '@loyalty/contracts';
import type { OrderStatus } from '../../views';

export class OrderRefundPart {
  @IsShopId() refundId!: string;
  @IsAmountMinor() amountMinor!: number;
  @IsDateTime() at!: string;
}

/** An order in a list. */
export class OrderPart {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
  @IsOptional() @IsId() memberId?: string;
  @IsCurrencyCode() currency!: string;
  @IsIn(['gross', 'net']) taxMode!: TaxMode;
  @IsCode() channel!: string;
  @IsOptional() @IsShopId() store?: string;
  @IsOptional() @IsCode() paymentMethod?: string;
  @IsOptional() @IsListOfTexts(SHOP_ID, COUPON_CODES_PER_ORDER_MAX, 64) couponCodes?: string[];
  @IsOptional() @IsId() pointsHoldId?: string;
  @IsOptional() @IsId() redemptionId?: string;
  @IsOptional() @IsShopId() cartId?: string;
  @IsDateTime() placedAt!: string;
  /** What the customer pays for everything. */
  @IsAmountMinor() totalMinor!: number;
  /** Of it, what the customer pays for shipping. */
  @IsOptional() @IsAmountMinor() shippingMinor?: number;
  /** The furthest it has come: `refunded` when nothing is left of it. */
  @IsIn(['placed', 'paid', 'fulfilled', 'refunded', 'cancelled']) status!: OrderStatus;
  @IsOptional() @IsDateTime() paidAt?: string;
  @IsOptional() @IsDateTime() fulfilledAt?: string;
  @IsOptional() @IsDateTime() cancelledAt?: string;
  @IsAmountMinor() refundedMinor!: number;
  @IsListOf(() => OrderRefundPart, REFUNDS_PER_ORDER_MAX, 0) refunds!: OrderRefundPart[];
  /** Nothing of it is left. */
  @IsBoolean() complete!: boolean;
}

export class PricedLinePart extends OrderLineDto {
  @IsAmountMinor() amountMinor!: number;
  /** What the customer pays for the line; refunds are measured by it. */
  @IsAmountMinor() payableMinor!: number;
}

/** One order with what is in it. */
export class OrderAnswerDto extends OrderPart {
  @IsListOf(() => PricedLinePart, LINES_PER_ORDER_MAX) lines!: PricedLinePart[];
  @IsListOf(() => OrderShippingDto, SHIPPING_PER_ORDER_MAX, 0) shipping!: OrderShippingDto[];
}
