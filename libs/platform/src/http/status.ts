import type { DomainError, ErrorCategory } from '@loyalty/kernel';

const BY_CATEGORY: Readonly<Record<ErrorCategory, number>> = {
  validation: 400,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  state: 422,
  corruption: 500,
  overloaded: 503,
  unavailable: 503,
};

/** Where HTTP has a more exact status than the category gives. */
const BY_CODE: Readonly<Record<string, number>> = {
  api_key_missing: 401,
  api_key_unknown: 401,
  method_not_allowed: 405,
  request_timeout: 408,
  body_too_large: 413,
  uri_too_long: 414,
  media_type_unsupported: 415,
  headers_too_large: 431,
};

/** The one place where an error becomes an HTTP status. */
export function statusOf({ category, code }: Pick<DomainError, 'category' | 'code'>): number {
  return BY_CODE[code] ?? BY_CATEGORY[category];
}
