import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { cartStream, orderStream, skuStream } from '@loyalty/contracts';
import { notFound } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { Answering, AnswerOf, AtLeastPosition, LEDGER, PageQuery, pageOf, QueryOf, Roles, validated, VIEW_STORE, type Answer, type AtLeast } from '@loyalty/platform';
import { ViewReader, type Filter, type SortKey, type ViewStore } from '@loyalty/views';
import { order } from '../domain';
import { carts, orders, parkedFacts, products, type CartDocument, type OrderDocument, type ParkedDocument, type ProductDocument } from '../views';
import { CartDto, CartsPageDto, OrdersPageDto, ParkedPageDto, ProductDto, ProductsPageDto } from './answers/list-answers';
import { OrderAnswerDto } from './answers/order-answers';
import { CartsQuery, OrdersQuery, ParkedQuery, ProductsQuery, ShopPath } from './commerce-queries';
import { OfShop } from './shop-path';

/** What the shop told, as lists and one by one. */
@ApiTags('commerce')
@Controller('v1/commerce')
export class CommerceQueriesController {
  private readonly orders: ViewReader<OrderDocument>;
  private readonly carts: ViewReader<CartDocument>;
  private readonly parked: ViewReader<ParkedDocument>;
  private readonly products: ViewReader<ProductDocument>;

  constructor(@Inject(VIEW_STORE) views: ViewStore, @Inject(LEDGER) private readonly ledger: Ledger) {
    this.orders = new ViewReader(views, orders.name);
    this.carts = new ViewReader(views, carts.name);
    this.parked = new ViewReader(views, parkedFacts.name);
    this.products = new ViewReader(views, products.name);
  }

  @Get('orders')
  @ApiOperation({ summary: 'Orders, the newest first.' })
  @AnswerOf(OrdersPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  listOrders(@QueryOf(OrdersQuery) { shop, memberId, status, ...page }: OrdersQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.orders, { shop, memberId, status }, { field: 'placedAt', descending: true }, page, atLeast, answer);
  }

  @Get('orders/:shop/:id')
  @ApiOperation({ summary: 'One order with its lines, priced.' })
  @OfShop()
  @AnswerOf(OrderAnswerDto)
  @Roles('operator', 'service', 'support', 'auditor')
  async order(@Param(validated(ShopPath)) { shop, id }: ShopPath, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    const name = orderStream(shop, id);
    const known = await one(this.orders, name, () => notFound('order_unknown', 'The shop told of no such order', { shop, orderId: id }), atLeast, answer);
    const { lines = [], shipping = [], shippingMinor = 0 } = (await this.ledger.peek({ name, decider: order })).state.own.order ?? {};
    return { ...known, lines, shipping, shippingMinor };
  }

  @Get('carts')
  @ApiOperation({ summary: 'Carts, those that changed last first.' })
  @AnswerOf(CartsPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  listCarts(@QueryOf(CartsQuery) { memberId, status, ...page }: CartsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.carts, { memberId, status }, { field: 'lastActivityAt', descending: true }, page, atLeast, answer);
  }

  @Get('carts/:shop/:id')
  @ApiOperation({ summary: 'One cart.' })
  @OfShop()
  @AnswerOf(CartDto)
  @Roles('operator', 'service', 'support', 'auditor')
  cart(@Param(validated(ShopPath)) { shop, id }: ShopPath, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return one(this.carts, cartStream(shop, id), () => notFound('cart_unknown', 'The shop told of no such cart', { shop, cartId: id }), atLeast, answer);
  }

  @Get('parked')
  @ApiOperation({ summary: 'Facts without effect so far: those that contradict what is known, and those that wait.' })
  @AnswerOf(ParkedPageDto)
  @Roles('operator', 'support', 'auditor')
  listParked(@QueryOf(ParkedQuery) { shop, status, ...page }: ParkedQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.parked, { shop, status }, { field: 'since', descending: true }, page, atLeast, answer);
  }

  @Get('products')
  @ApiOperation({ summary: 'Products with their stock, by sku.' })
  @AnswerOf(ProductsPageDto)
  @Roles('operator', 'service', 'support', 'auditor')
  listProducts(@QueryOf(ProductsQuery) { shop, sku, ...page }: ProductsQuery, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return list(this.products, { shop, sku }, { field: 'sku' }, page, atLeast, answer);
  }

  @Get('products/:shop/:id')
  @ApiOperation({ summary: 'One product with its stock.' })
  @OfShop()
  @AnswerOf(ProductDto)
  @Roles('operator', 'service', 'support', 'auditor')
  product(@Param(validated(ShopPath)) { shop, id }: ShopPath, @AtLeastPosition() atLeast: AtLeast, @Answering() answer: Answer) {
    return one(this.products, skuStream(shop, id), () => notFound('product_unknown', 'The shop told of no such product', { shop, sku: id }), atLeast, answer);
  }
}

async function one<Doc extends object>(view: ViewReader<Doc>, id: string, unknown: () => Error, atLeast: AtLeast, answer: Answer): Promise<Doc> {
  await atLeast.wait(view);
  const { item, position } = await view.get(id);
  if (item === undefined) throw unknown();
  return answer.read(item.doc, { position });
}

async function list<Doc extends object>(
  view: ViewReader<Doc>, given: Readonly<Record<string, string | undefined>>, sort: SortKey, page: PageQuery, atLeast: AtLeast, answer: Answer,
) {
  await atLeast.wait(view);
  const filter = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Filter;
  const { items, next, position } = await view.find({ filter, sort: [sort], ...pageOf(page) });
  return answer.read({ items: items.map(({ doc }) => doc), ...(next === undefined ? {} : { next }), position }, { position });
}
