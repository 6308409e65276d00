import { CouponsModule } from '@loyalty/coupons';
import { PointsModule } from '@loyalty/points';
import { openTestService, type TestService } from '@loyalty/platform/testing';
import { WALLET } from './shop.fixture';

const BASKET = { currency: 'ILS', lines: [{ lineId: '1', sku: 'tea', quantity: 5, unitPriceMinor: 2_000 }] };
const ACCOUNT = '/v1/points/accounts/beans/anna@home';

/** Coupons in one process, points in another. */
describe('points as a payment, kept by another service', () => {
  let points: TestService;
  let coupons: TestService;
  const services: TestService[] = [];
  const coupon = async (environment: Readonly<Record<string, string>>) => {
    const service = await openTestService([CouponsModule], environment);
    services.push(service);
    return service;
  };
  beforeAll(async () => {
    points = await openTestService([PointsModule]);
    services.push(points);
    coupons = await coupon({ POINTS_URL: points.url, POINTS_API_KEY: points.key('service') });
    await points.call('PUT', '/v1/points/wallets/beans', { key: 'wallet', body: WALLET });
    await points.call('POST', `${ACCOUNT}/earn`, { key: 'earn', body: { points: 500, source: { kind: 'partner', id: 'airline/1' } } });
  });
  afterAll(() => Promise.all(services.map((service) => service.close())));

  const asked = (wanted: number, more: object = {}) => ({ basket: BASKET, member: { memberId: 'anna@home' }, cart: { shop: 'main', cartId: 'k 1' }, points: { wallet: 'beans', points: wanted }, ...more });
  const hold = async (key: string, wanted: number, more?: object) => (await coupons.call('POST', '/v1/coupons/redemptions', { key, body: asked(wanted, more), as: 'service' })).body;
  const quote = async (wanted: number, at = coupons) => (await at.call('POST', '/v1/coupons/quotes', { body: asked(wanted) })).body;
  const balance = async () => {
    const { available, held } = (await points.call('GET', `${ACCOUNT}/balance`)).body;
    return [available, held];
  };

  it('is quoted, held, replaced and released as in one process', async () => {
    expect(await quote(900)).toMatchObject({ totals: { payableMinor: 10_000 }, payment: { wallet: 'beans', points: 500, amountMinor: 5_000, currency: 'ILS' }, leftToPayMinor: 5_000 });
    const held = await hold('h1', 400);
    expect(held).toMatchObject({ status: 'held', pointsHoldId: 'beans:H2', payment: { wallet: 'beans', points: 400, amountMinor: 4_000, currency: 'ILS' }, leftToPayMinor: 6_000 });
    expect((await points.call('GET', `${ACCOUNT}/holds`)).body.holds).toMatchObject([{ holdId: 'H2', expiresAt: held.until }]);
    expect(await hold('h1', 400)).toEqual(held);
    expect(await hold('h2', 500)).toMatchObject({ pointsHoldId: 'beans:H4' });
    expect(await balance()).toEqual([0, 500]);
    expect((await quote(900)).payment).toMatchObject({ points: 500 });
    for (const key of ['r1', 'r2']) expect((await coupons.call('POST', `/v1/coupons/redemptions/${held.redemptionId}/release`, { key })).body.status).toBe('released');
    expect(await balance()).toEqual([500, 0]);
  });

  it('is refused in the words of points, again and again', async () => {
    const refused = await hold('h3', 510);
    expect(refused).toMatchObject({ status: 422, code: 'insufficient_points', facts: { points: 510, available: 500, missing: 10 }, retryable: false });
    expect({ ...(await hold('h3', 510)), requestId: '' }).toEqual({ ...refused, requestId: '' });
    expect(await hold('h4', 100, { points: { wallet: 'gold', points: 100 } })).toMatchObject({ status: 404, code: 'wallet_unknown' });
    expect(await balance()).toEqual([500, 0]);
  });

  it('is not to be had with a key that points do not know, nor where no service is named', async () => {
    const stranger = await coupon({ POINTS_URL: points.url, POINTS_API_KEY: 'll_not_a_key' });
    expect(await quote(100, stranger)).toMatchObject({ status: 503, code: 'points_unreachable', retryable: true });
    expect(JSON.stringify(await quote(100, stranger))).not.toContain('not_a_key');
    expect(await quote(100, await coupon({}))).toMatchObject({ status: 422, code: 'points_not_available' });
  });

  it('is asked for again when the service is away: nothing is held without its points', async () => {
    await points.close();
    services.splice(services.indexOf(points), 1);
    expect(await hold('h5', 100)).toMatchObject({ status: 503, code: 'points_unreachable', retryable: true });
    expect(await hold('h6', 100, { points: undefined })).toMatchObject({ status: 'held', payableMinor: 10_000 });
  });
});
