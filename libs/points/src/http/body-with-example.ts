import { ApiBody } from '@nestjs/swagger';
import { BodyOf } from '@loyalty/platform';

/** `@BodyOf`, and in the API description a body that is ready to be sent. Of two descriptions of a body the first one stands. */
export function BodyWithExample<Shape extends object>(dto: new () => Shape, value: Shape): ParameterDecorator {
  return (target, key, index) => {
    ApiBody({ schema: { $ref: `#/components/schemas/${dto.name}` }, required: true, examples: { example: { value } } })(
      target, key!, Object.getOwnPropertyDescriptor(target, key!)!);
    BodyOf(dto)(target, key, index);
  };
}
