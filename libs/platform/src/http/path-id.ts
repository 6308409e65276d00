import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import { isId } from '@loyalty/kernel';
import type { FastifyRequest } from 'fastify';
import { requestInvalid } from '../validation/validated';

const fromPath = createParamDecorator((name: string, context: ExecutionContext) => {
  const id = (context.switchToHttp().getRequest<FastifyRequest>().params as Record<string, unknown>)[name];
  if (isId(id)) return id;
  throw requestInvalid([{ field: `/${name}`, code: 'id', message: 'must be 1 to 64 characters of A-Z a-z 0-9 _ - : ~ @' }]);
});

/** A part of the path that is an id of the house. Refused as `request_invalid`. */
export function PathId(name: string): ParameterDecorator {
  return (target, key, index) => {
    ApiParam({ name, schema: { type: 'string', minLength: 1, maxLength: 64, format: 'id' } })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    fromPath(name)(target, key, index);
  };
}
