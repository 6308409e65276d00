import { applyDecorators } from '@nestjs/common';
import { ApiResponse } from '@nestjs/swagger';
import { refTo, schemaOf, type Dto } from '../validation/dto-schema';

/** The classes that the API description has to show. Filled by the decorators, read when the description is made. */
export const describedDtos = new Set<Dto>();

/** Describes what a route answers; the answer itself is not checked. */
export function AnswerOf(dto: Dto, { status = 200, description = '' } = {}): MethodDecorator {
  schemaOf(dto);
  describedDtos.add(dto);
  return applyDecorators(ApiResponse({ status, description, schema: refTo(dto) }));
}
