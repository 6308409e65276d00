import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsObject, IsString, Length, Matches, Max, Min, ValidateNested } from 'class-validator';
import { SAFE_AMOUNT_MAX } from '@loyalty/kernel';
import { QUANTITY_MAX } from './commerce/limits';
import { CODE, CURRENCY, DATE_TIME, FACT_ID, ID, LABEL, SHOP_ID } from './text';

// Several decorators as one, so that class-validator and the schemas compiled from it say exactly the same.
const all = (...decorators: PropertyDecorator[]): PropertyDecorator => (target, key) => decorators.forEach((decorate) => decorate(target, key));

export const IsText = (pattern: RegExp, max: number, min = 1) => all(IsString(), Length(min, max), Matches(pattern));
export const IsFactId = () => IsText(FACT_ID, 200);
export const IsId = () => IsText(ID, 64);
export const IsShopId = () => IsText(SHOP_ID, 64);
export const IsCode = () => IsText(CODE, 64);
export const IsLabel = () => IsText(LABEL, 100);
export const IsCurrencyCode = () => IsText(CURRENCY, 3, 3);
export const IsDateTime = () => IsText(DATE_TIME, 40);

/** In minor units, 0 or more. */
export const IsAmountMinor = (min = 0) => all(IsInt(), Min(min), Max(SAFE_AMOUNT_MAX));
export const IsQuantity = (min = 1) => all(IsInt(), Min(min), Max(QUANTITY_MAX));

export const IsListOfTexts = (pattern: RegExp, max: number, length: number) =>
  all(IsArray(), ArrayMaxSize(max), IsString({ each: true }), Length(1, length, { each: true }), Matches(pattern, { each: true }));

/** One nested object; `ValidateNested` alone would take a list of them, too. */
export const IsPart = (type: () => new () => object) => all(IsObject(), ValidateNested(), Type(type));
export const IsListOf = (type: () => new () => object, max: number, min = 1) =>
  all(IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsObject({ each: true }), ValidateNested({ each: true }), Type(type));
