import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const fromPath = createParamDecorator((_: unknown, context: ExecutionContext) => (context.switchToHttp().getRequest<FastifyRequest>().params as { consumer: string }).consumer);

/** The part of the path that names a consumer; a name nobody has is `consumer_unknown`. */
export function ConsumerInPath(): ParameterDecorator {
  return (target, key, index) => {
    ApiParam({ name: 'consumer', schema: { type: 'string', minLength: 1, maxLength: 200 }, description: 'As the list of consumers names it' })(target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    fromPath()(target, key, index);
  };
}
