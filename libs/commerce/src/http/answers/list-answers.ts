import { IsIn, IsInt, IsObject, IsOptional, IsString, MaxLength, Min } from 'class-validator';
import {
  CartLineDto, FACT_TYPES, FactDto, IsCode, IsCurrencyCode, IsDateTime, IsFactId, IsId, IsListOf, IsPart, IsShopId, LINES_PER_ORDER_MAX, ProductChangedDto, STORES_PER_SKU_MAX,
  type FactType,
} from '@loyalty/contracts';
import type { CartDocument, ParkedDocument } from '../../views';
import { OrderPart } from './order-answers';

const ITEMS_MAX = 1_000;

/** What every list has beside its items. */
class Page {
  /** `cursor` of the next page; left out on the last one. */
  @IsOptional() @IsString() @MaxLength(8_192) next?: string;
  /** The list reflects every event up to here. */
  @IsInt() @Min(0) position!: number;
}

export class OrdersPageDto extends Page {
  @IsListOf(() => OrderPart, ITEMS_MAX, 0) items!: OrderPart[];
}

export class CartDto {
  @IsId() shop!: string;
  @IsShopId() cartId!: string;
  @IsOptional() @IsId() memberId?: string;
  @IsIn(['open', 'empty', 'abandoned', 'checked_out']) status!: CartDocument['status'];
  @IsDateTime() lastActivityAt!: string;
  @IsOptional() @IsCurrencyCode() currency?: string;
  @IsListOf(() => CartLineDto, LINES_PER_ORDER_MAX, 0) lines!: CartLineDto[];
  @IsInt() @Min(0) valueMinor!: number;
  @IsOptional() @IsDateTime() abandonedAt?: string;
  @IsOptional() @IsShopId() orderId?: string;
}

export class CartsPageDto extends Page {
  @IsListOf(() => CartDto, ITEMS_MAX, 0) items!: CartDto[];
}

export class SettledPart {
  @IsDateTime() at!: string;
  @IsString() @MaxLength(120) by!: string;
  @IsString() @MaxLength(500) reason!: string;
}

export class ParkedPart {
  /** What `retry` and `discard` want to know. */
  @IsString() @MaxLength(200) stream!: string;
  @IsFactId() factId!: string;
  @IsIn(FACT_TYPES) factType!: FactType;
  @IsId() shop!: string;
  @IsIn(['parked', 'waiting', 'retried', 'discarded']) status!: ParkedDocument['status'];
  @IsCode() code!: string;
  /** What clashes with what. */
  @IsObject() facts!: object;
  @IsPart(() => FactDto) fact!: FactDto;
  @IsDateTime() since!: string;
  @IsOptional() @IsPart(() => SettledPart) settled?: SettledPart;
}

export class ParkedPageDto extends Page {
  @IsListOf(() => ParkedPart, ITEMS_MAX, 0) items!: ParkedPart[];
}

export class StockPart {
  @IsOptional() @IsShopId() store?: string;
  @IsInt() availableQuantity!: number;
  @IsDateTime() at!: string;
}

export class ProductDto extends ProductChangedDto {
  /** Over all stores; below zero when oversold. */
  @IsOptional() @IsInt() availableQuantity?: number;
  @IsListOf(() => StockPart, STORES_PER_SKU_MAX, 0) stock!: StockPart[];
  @IsDateTime() changedAt!: string;
}

export class ProductsPageDto extends Page {
  @IsListOf(() => ProductDto, ITEMS_MAX, 0) items!: ProductDto[];
}
