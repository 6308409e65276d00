import { Controller, Get, Inject } from '@nestjs/common';
import { IsIn, IsOptional } from 'class-validator';
import { IsId, IsShopId } from '@loyalty/contracts';
import { Answering, AtLeastPosition, PageQuery, pageOf, QueryOf, Roles, VIEW_STORE, type Answer, type AtLeast } from '@loyalty/platform';
import { ViewReader, type Filter, type SortKey, type ViewStore } from '@loyalty/views';
import { carts, orders, parkedFacts, products, type CartDocument, type OrderDocument, type ParkedDocument, type ProductDocument } from '../views';

class OrdersQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsId() memberId?: string;
  @IsOptional() @IsIn(['placed', 'paid', 'fulfilled', 'refunded', 'cancelled']) status?: OrderDocument['status'];
}

class CartsQuery extends PageQuery {
  @IsOptional() @IsId() memberId?: string;
  @IsOptional() @IsIn(['open', 'empty', 'abandoned', 'checked_out']) status?: CartDocument['status'];
}

class ParkedQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsIn(['parked', 'waiting', 'retried', 'discarded']) status?: ParkedDocument['status'];
}

class ProductsQuery extends PageQuery {
  @IsOptional() @IsId() shop?: string;
  @IsOptional() @IsShopId() sku?: string;
}

/** What the shop told, as lists. */
@Controller('v1/commerce')
export class CommerceQueriesController {
  private readonly orders: ViewReader<OrderDocument>;
  private readonly carts: ViewReader<CartDocument>;
  private readonly parked: ViewReader<ParkedDocument>;
  private readonly products: ViewReader<ProductDocument>;

  constructor(@Inject(VIEW_STORE) views: ViewStore) {
    this.orders = new ViewReader(views, orders.name);
    this.carts = new ViewReader(views, carts.name);
    this.parked = new ViewReader(views, parkedFacts.name);
    this.products = new ViewReader(views, products.name);
  }

  @Get('orders')
  @Roles('operator', 'service', 'support', 'auditor')
  listOrders(@QueryOf(OrdersQuery) { shop, memberId, status, ...page }: OrdersQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.orders, { shop, memberId, status }, { field: 'placedAt', descending: true }, page, atLeast, answer);
  }

  @Get('carts')
  @Roles('operator', 'service', 'support', 'auditor')
  listCarts(@QueryOf(CartsQuery) { memberId, status, ...page }: CartsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.carts, { memberId, status }, { field: 'lastActivityAt', descending: true }, page, atLeast, answer);
  }

  @Get('parked')
  @Roles('operator', 'support', 'auditor')
  listParked(@QueryOf(ParkedQuery) { shop, status, ...page }: ParkedQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.parked, { shop, status }, { field: 'since', descending: true }, page, atLeast, answer);
  }

  @Get('products')
  @Roles('operator', 'service', 'support', 'auditor')
  listProducts(@QueryOf(ProductsQuery) { shop, sku, ...page }: ProductsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.products, { shop, sku }, { field: 'sku' }, page, atLeast, answer);
  }
}

async function list<Doc extends object>(
  view: ViewReader<Doc>, given: Readonly<Record<string, string | undefined>>, sort: SortKey, page: PageQuery, atLeast: AtLeast, answer: Answer,
) {
  await atLeast.wait(view);
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
  const { items, next, position } = await view.find({ filter, sort: [sort], ...pageOf(page) });
  return answer.read({ items: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }), position }, { position });
}
