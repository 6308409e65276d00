import { IsOptional } from 'class-validator';
import type { OrderCancelledFact, OrderFulfilledFact, OrderPaidFact, OrderPlacedFact, OrderRefundedFact, RefundLine } from '../facts';
import { LINES_PER_ORDER_MAX } from '../limits';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsId, IsListOf, IsPart, IsQuantity, IsShopId } from '../../fields';
import { OrderDto } from './order.dto';

type DataOf<F extends { data: unknown }> = F['data'];

export class OrderPlacedDto implements DataOf<OrderPlacedFact> {
  @IsPart(() => OrderDto) order!: OrderDto;
}

export class OrderPaidDto implements DataOf<OrderPaidFact> {
  @IsPart(() => OrderDto) order!: OrderDto;
}

export class OrderFulfilledDto implements DataOf<OrderFulfilledFact> {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
}

export class OrderCancelledDto implements DataOf<OrderCancelledFact> {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
  @IsOptional() @IsCode() reasonCode?: string;
}

export class RefundLineDto implements RefundLine {
  @IsShopId() lineId!: string;
  @IsOptional() @IsQuantity() quantity?: number;
  @IsOptional() @IsAmountMinor() amountMinor?: number;
}

export class OrderRefundedDto implements DataOf<OrderRefundedFact> {
  @IsId() shop!: string;
  @IsShopId() orderId!: string;
  @IsShopId() refundId!: string;
  @IsCurrencyCode() currency!: string;
  @IsOptional() @IsListOf(() => RefundLineDto, LINES_PER_ORDER_MAX) lines?: RefundLineDto[];
  @IsOptional() @IsAmountMinor(1) shippingMinor?: number;
  @IsOptional() @IsAmountMinor(1) amountMinor?: number;
  @IsOptional() @IsCode() reasonCode?: string;
}
