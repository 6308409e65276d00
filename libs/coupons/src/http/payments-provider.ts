import type { Provider } from '@nestjs/common';
import type { PointsDesk } from '@loyalty/contracts';
import type { Clock } from '@loyalty/kernel';
import { CLOCK, CONFIGURATION, POINTS_DESK, type Configuration } from '@loyalty/platform';
import type { Payments } from '../application/payments/payments';
import { HttpPointsDesk } from '../points-service/points-over-http';

/** `Payments`, or undefined where no points are a payment. */
export const PAYMENTS = Symbol('PAYMENTS');

/** Points in the same process come before those that POINTS_URL names. */
export const PAYMENTS_PROVIDER: Provider = {
  provide: PAYMENTS,
  inject: [{ token: POINTS_DESK, optional: true }, CONFIGURATION, CLOCK],
  useFactory(desk: PointsDesk | undefined, { points: service }: Configuration, clock: Clock): Payments | undefined {
    const points = desk ?? (service === undefined ? undefined : new HttpPointsDesk(service));
    return points === undefined ? undefined : { points, clock };
  },
};
