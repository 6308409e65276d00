import type { FastifyRequest } from 'fastify';
import { checked } from '../validation/validated';

/** The body of the request, once it is what the route's class says; looked at once, whoever asks first. */
export function checkedBody(request: FastifyRequest): unknown {
  const { body: dto } = request.routeOptions.config;
  if (dto === undefined || request.bodyChecked) return request.body;
  checked(dto, request.body);
  request.bodyChecked = true;
  return request.body;
}
