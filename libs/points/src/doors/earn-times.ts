import { invalid, type Instant } from '@loyalty/kernel';

/** Points that lapse before they can be spent are a mistake of whoever gave them. Throws `expires_before_available`. */
export function assertLasts<Times extends { readonly availableAt?: Instant; readonly expiresAt?: Instant }>(times: Times): Times {
  const { availableAt, expiresAt } = times;
  if (availableAt === undefined || expiresAt === undefined || availableAt < expiresAt) return times;
  throw invalid('expires_before_available', '/expiresAt: the points would lapse before they can be spent', { field: '/expiresAt', availableAt, expiresAt });
}
