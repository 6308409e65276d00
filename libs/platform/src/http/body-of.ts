import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiBody, ApiQuery } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { compiled } from '../validation/compile';
import { refTo, type Dto } from '../validation/dto-schema';
import { checkedQuery } from '../validation/query';
import { checkedBody } from './checked-body';
import { describedDtos } from './described-dtos';
import { declareRoute } from './route-declaration';

const request = (context: ExecutionContext) => context.switchToHttp().getRequest<FastifyRequest>();

/** The body, checked against the class; the API description shows the same schema, and an example ready to be sent. Refused as `request_invalid`. */
export function BodyOf<T extends object>(dto: Dto<T>, { example }: { example?: T } = {}): ParameterDecorator {
  compiled(dto);
  describedDtos.add(dto);
  return (target, key, index) => {
    declareRoute(target, key!, { body: dto });
    ApiBody({ schema: refTo(dto), required: true, ...(example === undefined ? {} : { examples: { example: { value: example } } }) })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    createParamDecorator((_: unknown, context: ExecutionContext) => checkedBody(request(context)))()(target, key, index);
  };
}

/** The query string, checked against the class; text becomes integers and booleans where the class has them. */
export function QueryOf(dto: Dto): ParameterDecorator {
  const { schema } = compiled(dto);
  const required = new Set(schema['required'] as readonly string[] | undefined);
  return (target, key, index) => {
    for (const [name, property] of Object.entries(schema.properties).reverse()) {
      ApiQuery({ name, required: required.has(name), schema: property })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    }
    createParamDecorator((_: unknown, context: ExecutionContext) => checkedQuery(dto, request(context).query as object))()(target, key, index);
  };
}
