import type { RecordedEvent } from '@loyalty/ledger';
import { CouponBooks } from './books';
import { differencesOf } from './figures';

const CAMPAIGN = 'couponUse-spring.campaign';
const until = '2026-06-02T10:00:00.000Z';

/** Books of a campaign that can be used twice, after these events. */
function read(...events: readonly (readonly [stream: string, type: string, data: object])[]): CouponBooks {
  const books = new CouponBooks(new Map([['spring', { count: 'uses', most: 2 }]]));
  for (const [stream, type, data] of events) books.see({ stream, type, data } as unknown as RecordedEvent);
  return books;
}

const held = (redemptionId: string) => [`redemption-${redemptionId}`, 'redemption.held.v1', {
  redemptionId, until, request: { member: { memberId: 'm1' } }, uses: [{ campaignId: 'spring', amountMinor: 100, counted: ['campaign'] }],
}] as const;
const counted = (type: 'held' | 'committed' | 'released' | 'reversed', more: object = { until }) => [CAMPAIGN, `coupon.use.${type}.v1`, { campaignId: 'spring', uses: 1, amountMinor: 100, ...more }] as const;
const told = (redemptionId: string, what: string, more: object = {}) => [`redemption-${redemptionId}`, `redemption.${what}.v1`, { redemptionId, ...more }] as const;
const differences = (books: CouponBooks) => differencesOf('by its counter and by redemptions', books.counters, books.owed);

describe('books of coupons', () => {
  it('agree where counters count what redemptions use and give back', () => {
    const givenBack = [{ campaignId: 'spring', amountMinor: 100, uses: 1 }];
    const books = read(
      held('a'), counted('held'), told('a', 'committed'), counted('committed'), held('b'), counted('held'), told('b', 'released'), counted('released'),
      told('a', 'reversed', { givenBack }), counted('reversed', {}), held('c'), counted('held'), held('d'), counted('held'),
    );
    expect([books.above, differences(books)]).toEqual([[], []]);
    expect(books.campaigns.get('spring')).toEqual({ held: { uses: 2, moneyMinor: 200 }, used: { uses: 1, moneyMinor: 100 }, reversed: { uses: 1, moneyMinor: 100 } });
    expect([...books.status]).toEqual([['a', 'reversed'], ['b', 'released'], ['c', 'held'], ['d', 'held']]);
  });

  it('see a third hold of two, even if it is given back at once', () => {
    const books = read(held('a'), counted('held'), held('b'), counted('held'), held('c'), counted('held'), told('c', 'released'), counted('released'));
    expect(books.above).toEqual(['spring stands at 3 of 2']);
  });

  it('see a use that no counter has, and one that no redemption has', () => {
    expect(differences(read(held('a')))).toEqual([expect.stringContaining('couponUse-spring.campaign, by its counter and by redemptions: {"held":{"uses":0')]);
    expect(differences(read(counted('held')))).toEqual([expect.stringContaining('{"held":{"uses":1,"moneyMinor":100}')]);
  });
});
