import { applyDecorators } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';

/** Describes the path of a thing of a shop. */
export function OfShop(): MethodDecorator {
  const schema = { type: 'string' as const, minLength: 1, maxLength: 64 };
  return applyDecorators(ApiParam({ name: 'shop', schema }), ApiParam({ name: 'id', schema }));
}
