import 'reflect-metadata';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, ValidateNested } from 'class-validator';

type Constructor = new () => object;

/** One nested object. `@ValidateNested` alone would also take an array of them. */
export function Part(type: () => Constructor): PropertyDecorator {
  return all(IsObject(), ValidateNested(), Type(type));
}

/** A list of nested objects. `@ValidateNested` alone would also take one without its list, and lists in the list. */
export function ListOf(type: () => Constructor, { min, max }: { min: number; max: number }): PropertyDecorator {
  return all(IsArray(), ArrayMinSize(min), ArrayMaxSize(max), IsObject({ each: true }), ValidateNested({ each: true }), Type(type));
}

function all(...decorators: PropertyDecorator[]): PropertyDecorator {
  return (target, key) => {
    for (const decorate of decorators) decorate(target, key);
  };
}
