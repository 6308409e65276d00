import { IsBoolean, IsOptional } from 'class-validator';
import type { Product, Stock } from '../facts';
import { CATEGORIES_PER_LINE_MAX, QUANTITY_MAX } from '../limits';
import { LABEL } from '../../text';
import { IsAmountMinor, IsCurrencyCode, IsId, IsLabel, IsListOfTexts, IsQuantity, IsShopId } from '../../fields';

export class StockChangedDto implements Stock {
  @IsId() shop!: string;
  @IsShopId() sku!: string;
  @IsOptional() @IsShopId() store?: string;
  /** Below zero when oversold. */
  @IsQuantity(-QUANTITY_MAX) availableQuantity!: number;
}

export class ProductChangedDto implements Product {
  @IsId() shop!: string;
  @IsShopId() sku!: string;
  @IsListOfTexts(LABEL, CATEGORIES_PER_LINE_MAX, 100) categories!: string[];
  @IsOptional() @IsLabel() brand?: string;
  @IsOptional() @IsCurrencyCode() currency?: string;
  @IsOptional() @IsAmountMinor() unitPriceMinor?: number;
  @IsOptional() @IsAmountMinor() unitCostMinor?: number;
  @IsOptional() @IsBoolean() onSale?: boolean;
}
