import type { FactType } from '../facts';
import { CartAbandonedDto, CartUpdatedDto } from './cart-facts.dto';
import { ActivityRecordedDto, CustomerRegisteredDto, CustomerUpdatedDto } from './customer-facts.dto';
import { OrderCancelledDto, OrderFulfilledDto, OrderPaidDto, OrderPlacedDto, OrderRefundedDto } from './order-facts.dto';
import { ProductChangedDto, StockChangedDto } from './sku-facts.dto';

export * from './cart-facts.dto';
export * from './customer-facts.dto';
export * from './fact.dto';
export * from './order-facts.dto';
export * from './order.dto';
export * from './sku-facts.dto';

/** The class of a fact's `data`, by the fact's type. */
export const FACT_DTOS: Readonly<Record<FactType, new () => object>> = {
  'order.placed': OrderPlacedDto,
  'order.paid': OrderPaidDto,
  'order.fulfilled': OrderFulfilledDto,
  'order.cancelled': OrderCancelledDto,
  'order.refunded': OrderRefundedDto,
  'cart.updated': CartUpdatedDto,
  'cart.abandoned': CartAbandonedDto,
  'customer.registered': CustomerRegisteredDto,
  'customer.updated': CustomerUpdatedDto,
  'activity.recorded': ActivityRecordedDto,
  'stock.changed': StockChangedDto,
  'product.changed': ProductChangedDto,
};
