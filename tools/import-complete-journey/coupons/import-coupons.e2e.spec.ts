import { CommerceModule } from '@loyalty/commerce';
import { CouponsModule } from '@loyalty/coupons';
import { PointsModule } from '@loyalty/points';
import { openTestService, type TestService } from '@loyalty/platform/testing';
import type { Door } from '../../door/client';
import { importOrders } from '../import-orders';
import { readSample } from '../sample';
import { importCoupons } from './import-coupons';
import { report } from './report';
import { smallYear } from './small-year.fixture';
import { readCoupons } from './source';

jest.setTimeout(600_000);

/** The published files are not in the repository: this names the folder they are in. */
const REAL = process.env['COMPLETE_JOURNEY_DIR'];

const openShop = () => openTestService([CommerceModule, PointsModule, CouponsModule]);
const doorOf = (shop: TestService): Door => ({ url: shop.url, key: shop.key('operator', 'service', 'auditor') });
const bring = (door: Door, directory: string) => importCoupons(door, readCoupons(directory), readSample(directory));

describe('an import of coupons', () => {
  let shop: TestService;
  let directory: string;
  let remove: () => void;
  beforeAll(async () => {
    ({ directory, remove } = smallYear());
    shop = await openShop();
  });
  afterAll(async () => {
    await shop.close();
    remove();
  });

  it('redeems what was redeemed, names what is refused, and adds up', async () => {
    const door = doorOf(shop);
    expect(await importOrders(door, readSample(directory))).toContain('5 basket lines in 3 baskets');
    const found = await bring(door, directory);
    expect(found.differences).toEqual([]);
    expect(found.published).toEqual({ now: 3, before: 0 });
    expect(found.lines.map(({ source, there, here, refused, moneyMinor, view }) => [source.id, source.sentTo, there, here, refused, moneyMinor, view])).toEqual([
      ['1', 2, 4, 3, 1, 210, { uses: 3, moneyMinor: 210 }],
      ['2', 1, 2, 1, 1, 100, { uses: 1, moneyMinor: 100 }],
    ]);
    const text = report(found);
    expect(text).toContain('6 redemptions: 4 used now, 0 were before, 2 refused');
    expect(text).toContain('  row 5: household 9, coupon 10000000001 of campaign 2, 2017-03-12: code_not_applied, not_in_audience\n  row 4: household 8, coupon 10000000001 of campaign 1, 2017-03-13: code_not_applied, ended\n');
    expect(text).toMatch(/^sum +3 +3 +6 +4 +2 +4 +3\.10 +3\.10$/m);
  });

  it('takes effect when it happened there', async () => {
    const { body } = await shop.call('GET', '/v1/coupons/redemptions?memberId=household-7&limit=1');
    expect(body.items).toMatchObject([{ redemptionId: 'cj-2-10000000001-7-2017-03-12-1', state: 'committed', heldAt: '2017-03-12T16:00:00.000Z' }]);
  });

  it('brought again changes nothing: under the same key not even another attempt is on record', async () => {
    const door = doorOf(shop);
    const twice = await bring(door, directory);
    expect([twice.published, twice.outcomes.filter((one) => one.status === 'redeemed' && one.before).length, twice.events]).toEqual([{ now: 0, before: 3 }, 4, 2]);
    const again = await bring(door, directory);
    expect([again.differences, again.events]).toEqual([[], 0]);
    expect(report(again)).toContain('0 used now, 4 were before, 2 refused');
    expect(report(again)).toContain('the log did not change');
  });

  it('has two coupons that are handed in together both apply', async () => {
    const body = {
      basket: { currency: 'USD', lines: [{ lineId: '1', sku: '11', quantity: 1, unitPriceMinor: 250 }, { lineId: '2', sku: '13', quantity: 1, unitPriceMinor: 899 }] },
      member: { memberId: 'household-8', segments: ['cj-1'] }, codes: ['10000000001-C1', '10000000002-C1'], occurredAt: '2017-03-05T17:00:00Z',
    };
    expect((await shop.call('POST', '/v1/coupons/redemptions/redeem', { key: 'both', body })).body).toMatchObject({ status: 'committed', discountMinor: 155 });
  });

  it('says what does not add up, here with the redemption that somebody else made', async () => {
    const { differences } = await bring(doorOf(shop), directory);
    expect(differences).toEqual(['campaign 1: 3 redeemed by the answers, 5 by the view', 'campaign 1: 210 cents given by the answers, 365 by the view']);
  });
});

// Skipped where the published files are not at hand: COMPLETE_JOURNEY_DIR names their folder.
(REAL === undefined ? describe.skip : describe)('the published year', () => {
  it('comes over whole: every redemption of it is one here', async () => {
    const shop = await openShop();
    try {
      const { differences, outcomes, campaigns } = await bring(doorOf(shop), REAL!);
      expect([campaigns.length, outcomes.length, outcomes.filter(({ status }) => status === 'redeemed').length, differences]).toEqual([1_197, 2_102, 2_102, []]);
    } finally {
      await shop.close();
    }
  });
});
