import { HttpException } from '@nestjs/common';
import { DomainError, invalid, isDomainError, notFound } from '@loyalty/kernel';

const FASTIFY: Readonly<Record<string, readonly [code: string, message: string]>> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body_too_large', 'The body is larger than this service takes'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['media_type_unsupported', 'A body must be application/json in UTF-8, not compressed'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['body_length_mismatch', 'The body is not as long as Content-Length says'],
  FST_ERR_BAD_URL: ['uri_malformed', 'The path is not correctly percent-encoded UTF-8'],
  FST_ERR_MAX_PARAM_LENGTH: ['uri_too_long', 'A part of the path is too long'],
};

/**
 * Any error as one of ours: what Fastify and Nest refuse gets a code, what nobody foresaw becomes `internal` and tells
 * the caller nothing.
 */
export function refusalOf(error: unknown): DomainError {
  if (isDomainError(error)) return error;
  const { code, statusCode } = (error ?? {}) as { code?: string; statusCode?: number };
  const known = code === undefined ? undefined : FASTIFY[code];
  if (known !== undefined) return invalid(...known);
  if (error instanceof HttpException && error.getStatus() === 404) return notFound('route_not_found', 'There is nothing at this path');
  const status = error instanceof HttpException ? error.getStatus() : statusCode;
  if (status !== undefined && status >= 400 && status < 500) return invalid('request_refused', 'The request cannot be served as it is');
  return new DomainError('corruption', 'internal', 'Unexpected error', {}, { cause: error });
}
