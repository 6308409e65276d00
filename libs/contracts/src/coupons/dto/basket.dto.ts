import { ArrayMaxSize, ArrayUnique, IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { CATEGORIES_PER_LINE_MAX } from '../../commerce/limits';
import { IsAmountMinor, IsCode, IsCurrencyCode, IsId, IsLabel, IsListOf, IsListOfTexts, IsPart, IsQuantity, IsShopId } from '../../fields';
import { LABEL } from '../../text';
import { CODE_WRITTEN_MAX } from '../codes/limits';
import { EVALUATION_CODES_MAX, EVALUATION_LINES_MAX, EVALUATION_SHIPPING_MAX } from '../limits';
import { WRITTEN_CODE } from './campaign.dto';

const TAXES_MAX = 10;

/** A rate in parts per million, contained in the price or on top of it; or an amount for each unit. */
export class BasketTaxDto {
  @IsIn(['rate', 'perUnit']) kind!: 'rate' | 'perUnit';
  @IsOptional() @IsInt() @Min(0) @Max(10_000_000) ratePpm?: number;
  @IsOptional() @IsBoolean() included?: boolean;
  @IsOptional() @IsAmountMinor() amountMinor?: number;
}

export class BasketLineDto {
  @IsShopId() lineId!: string;
  @IsShopId() sku!: string;
  @IsQuantity() quantity!: number;
  /** Below 0: something given in return. */
  @IsInt() @Min(-SAFE_AMOUNT_MAX) @Max(SAFE_AMOUNT_MAX) unitPriceMinor!: number;
  @IsOptional() @IsAmountMinor() discountMinor?: number;
  @IsOptional() @IsListOfTexts(LABEL, CATEGORIES_PER_LINE_MAX, 100) categories?: string[];
  @IsOptional() @IsLabel() brand?: string;
  @IsOptional() @IsBoolean() onSale?: boolean;
  @IsOptional() @IsAmountMinor() floorUnitPriceMinor?: number;
  @IsOptional() @IsListOf(() => BasketTaxDto, TAXES_MAX, 0) taxes?: BasketTaxDto[];
}

export class BasketShippingDto {
  @IsCode() method!: string;
  @IsAmountMinor() amountMinor!: number;
  @IsOptional() @IsListOf(() => BasketTaxDto, TAXES_MAX, 0) taxes?: BasketTaxDto[];
}

export class BasketDto {
  @IsCurrencyCode() currency!: string;
  @IsListOf(() => BasketLineDto, EVALUATION_LINES_MAX) lines!: BasketLineDto[];
  @IsOptional() @IsListOf(() => BasketShippingDto, EVALUATION_SHIPPING_MAX, 0) shipping?: BasketShippingDto[];
  @IsOptional() @IsCode() channel?: string;
  @IsOptional() @IsShopId() store?: string;
  @IsOptional() @IsCode() paymentMethod?: string;
}

/** What the caller knows of the member. */
export class ShopperDto {
  @IsId() memberId!: string;
  /** Orders placed and not cancelled; left out: those that commerce has told of. */
  @IsOptional() @IsInt() @Min(0) @Max(1_000_000_000) orders?: number;
  @IsOptional() @IsListOfTexts(LABEL, 1_000, 100) segments?: string[];
  @IsOptional() @IsLabel() tier?: string;
  /** By name: texts, numbers, or true and false. */
  @IsOptional() @IsObject() attributes?: object;
}

export class RedemptionCartDto {
  @IsId() shop!: string;
  @IsShopId() cartId!: string;
}

/** Points that the member wants to pay with. */
export class SpendPointsDto {
  @IsId() wallet!: string;
  @IsAmountMinor(1) points!: number;
}

/** A basket with codes as they were typed. */
export class AskBasketDto {
  @IsPart(() => BasketDto) basket!: BasketDto;
  @IsOptional() @IsPart(() => ShopperDto) member?: ShopperDto;
  /** Tells guests apart. */
  @IsOptional() @IsShopId() device?: string;
  @IsOptional() @IsPart(() => RedemptionCartDto) cart?: RedemptionCartDto;
  @IsOptional() @IsArray() @ArrayMaxSize(EVALUATION_CODES_MAX) @ArrayUnique() @IsString({ each: true }) @Length(1, CODE_WRITTEN_MAX, { each: true }) @Matches(WRITTEN_CODE, { each: true }) codes?: string[];
  /** Units in stock by sku, for gifts; left out, stock is not checked. */
  @IsOptional() @IsObject() stock?: object;
}

export class QuoteBasketDto extends AskBasketDto {
  /** Pay for what is left after promotions; needs `member`. */
  @IsOptional() @IsPart(() => SpendPointsDto) points?: SpendPointsDto;
}
