import type { Campaign } from '@loyalty/contracts';
import type { Command } from '@loyalty/ledger';
import * as requests from '../../doors/redemption-requests';
import { amount, campaign } from '../../domain/engine/engine.fixture';
import { aDesk, basket, by, byCode, refusal } from '../redemptions/a-desk.fixture';
import { PointsOfAnna } from './a-points-desk.fixture';

const ONCE = { limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }] } as const satisfies Partial<Campaign>;
const MINUTE_MS = 60_000;

/** A basket of 50.00, 1.00 off by WELCOME, and a member with 300 points of 10 cents. */
async function aCheckout(changes: Partial<Campaign> = {}) {
  const { clock, ledger, desk, types, ...rest } = await aDesk([byCode(changes)]);
  const points = new PointsOfAnna(clock, 300);
  const door = { ...desk, ordersOf: () => Promise.resolve(0), payments: { points, clock } };
  const start = await ledger.store.head();
  const asked = (wanted: number | undefined, more: object = {}) => ({
    basket: basket() as never, member: { memberId: 'anna', orders: 0 }, cart: { shop: 'main', cartId: 'k1' }, codes: ['WELCOME'], ...(wanted === undefined ? {} : { points: { wallet: 'beans', points: wanted } }), ...more,
  });
  return {
    clock, ledger, points, door, ...rest,
    hold: async (wanted?: number, more?: object, command: Command = by()) => (await requests.hold(door, command, asked(wanted, more))).answer,
    quote: (wanted: number, more?: object) => requests.quoted(door, asked(wanted, more), clock.now()),
    redeem: async () => (await requests.redeem(door, by(), asked(undefined))).answer,
    release: async (redemptionId: string, command: Command = by()) => (await requests.release(door, command, { redemptionId })).answer,
    written: async () => (await types(start)).filter((type) => type.startsWith('redemption') || type.startsWith('coupon.attempt')),
  };
}

describe('a hold with points', () => {
  it('sets points aside first, for what is left to pay, and ends with them', async () => {
    const { hold, points, written } = await aCheckout();
    const answer = await hold(200);
    expect(answer).toMatchObject({ status: 'held', payableMinor: 4_900, pointsHoldId: 'beans:H1', payment: { wallet: 'beans', points: 200, amountMinor: 2_000, currency: 'EUR' }, leftToPayMinor: 2_900 });
    expect(points.heard).toEqual(['hold 200 of 4900']);
    expect(await written()).toEqual([`redemption.held redemption-${answer.redemptionId}`]);
  });

  it('is one hold under one command, however often it is asked', async () => {
    const { hold, points } = await aCheckout();
    const command = by();
    const first = await hold(200, {}, command);
    expect(await hold(200, {}, command)).toEqual(first);
    expect(points.heard).toEqual(['hold 200 of 4900']);
  });

  it('is refused where points are, for ever, and nothing was held', async () => {
    const { hold, points, written } = await aCheckout();
    const command = by();
    expect(await refusal(hold(301, {}, command))).toBe('insufficient_points');
    expect(await refusal(hold(301, {}, command))).toBe('insufficient_points');
    expect([points.heard, points.held, await written()]).toEqual([['hold 301 of 4900'], [], []]);
  });

  it('asks no points where a code will be refused, and the attempt is on record', async () => {
    const { hold, points, written } = await aCheckout();
    expect(await refusal(hold(200, { codes: ['NEVERWAS'] }))).toBe('code_not_valid');
    expect([points.heard, await written()]).toEqual([[], ['coupon.attempt.rejected couponAttempt-member.anna']]);
  });

  it('asks no points for a redemption of another', async () => {
    const { hold, points } = await aCheckout();
    await hold(undefined, { redemptionId: 'r1', cart: undefined, member: { memberId: 'ben', orders: 0 } });
    expect(await refusal(hold(200, { redemptionId: 'r1', cart: undefined }))).toBe('redemption_of_another');
    expect(points.heard).toEqual([]);
  });

  it('gives the points back where a coupon is gone in between', async () => {
    const { hold, points, written } = await aCheckout(ONCE);
    points.then = () => hold(undefined, { redemptionId: 'faster', cart: undefined, member: { memberId: 'ben', orders: 0 } });
    expect(await refusal(hold(200))).toBe('code_not_applied');
    expect([points.heard, points.held]).toEqual([['hold 200 of 4900', 'release H1'], []]);
    expect(await written()).toEqual(['redemption.held redemption-faster', 'coupon.attempt.rejected couponAttempt-member.anna']);
  });

  it('sets points aside anew where the basket is given something else in between', async () => {
    const { hold, points, publish } = await aCheckout();
    points.then = () => publish(campaign('more', amount(100)));
    expect(await hold(200)).toMatchObject({ payableMinor: 4_800, pointsHoldId: 'beans:H2', leftToPayMinor: 2_800 });
    expect([points.heard, points.held]).toEqual([['hold 200 of 4900', 'release H1', 'hold 200 of 4800'], ['H2:200']]);
  });

  it('tells the refusal though the points cannot be given back: they lapse by themselves', async () => {
    const { hold, points } = await aCheckout(ONCE);
    points.then = async () => {
      await hold(undefined, { redemptionId: 'faster', cart: undefined, member: { memberId: 'ben', orders: 0 } });
      points.silent = 'before';
    };
    expect(await refusal(hold(200))).toBe('code_not_applied');
    expect(points.held).toEqual(['H1:200']);
  });

  it.each(['before', 'after'] as const)('is asked again where points were silent (%s they did it), and finds what it had set aside', async (when) => {
    const { hold, points } = await aCheckout();
    const command = by();
    points.silent = when;
    expect(await refusal(hold(200, {}, command))).toBe('points_unreachable');
    expect(await hold(200, {}, command)).toMatchObject({ status: 'held', pointsHoldId: 'beans:H1' });
    expect(points.held).toEqual(['H1:200']);
  });

  it('is refused when it is asked again after its points have run out', async () => {
    const { hold, points, clock, written } = await aCheckout();
    const command = by();
    points.silent = 'after';
    await refusal(hold(200, {}, command));
    clock.advanceMs(30 * MINUTE_MS);
    expect(await refusal(hold(200, {}, command))).toBe('hold_lapsed');
    expect(await written()).toEqual([]);
  });

  it('needs a member, and points', async () => {
    const { hold, door, ledger } = await aCheckout();
    expect(await refusal(hold(200, { member: undefined }))).toBe('field_missing');
    const { payments: _none, ...without } = door;
    const body = { basket: basket() as never, member: { memberId: 'anna' }, points: { wallet: 'beans', points: 1 } };
    const command = by();
    expect(await refusal(requests.hold(without, command, body))).toBe('points_not_available');
    expect(await ledger.store.outcomes([command.id])).toEqual([undefined]);
  });
});

describe('a hold with points that is replaced', () => {
  it('has its points changed in one step, all of them if need be', async () => {
    const { hold, points } = await aCheckout();
    await hold(300);
    expect(await hold(250)).toMatchObject({ pointsHoldId: 'beans:H2' });
    expect([points.heard, points.held]).toEqual([['hold 300 of 4900', 'hold 250 of 4900 for H1'], ['H2:250']]);
  });

  it('stays as it is where the new points are refused', async () => {
    const { hold, points, ledger } = await aCheckout();
    const { redemptionId } = await hold(300);
    expect(await refusal(hold(301))).toBe('insufficient_points');
    expect(points.held).toEqual(['H1:300']);
    expect(await ledger.store.readStream(`redemption-${redemptionId}`, { after: 0, limit: 9 })).toHaveLength(1);
  });

  it.each(['hold', 'redeem'] as const)('gives its points back for a %s without any', async (what) => {
    const { points, ...checkout } = await aCheckout();
    await checkout.hold(300);
    await checkout[what]();
    expect([points.heard.at(-1), points.held]).toEqual(['release H1', []]);
  });
});

describe('the release of a hold with points', () => {
  it('gives both back; where points were silent, the same command does what is left', async () => {
    const { hold, release, points, written } = await aCheckout();
    const { redemptionId } = await hold(200);
    const command = by();
    points.silent = 'before';
    expect(await refusal(release(redemptionId, command))).toBe('points_unreachable');
    expect((await release(redemptionId, command)).status).toBe('released');
    expect([points.held, (await written()).at(-1)]).toEqual([[], `redemption.released redemption-${redemptionId}`]);
  });
});

describe('a quote with points', () => {
  it('says what they would pay; what its own cart holds does not stand in its way', async () => {
    const { hold, quote } = await aCheckout(ONCE);
    expect(await quote(999)).toMatchObject({ totals: { payableMinor: 4_900 }, payment: { points: 300, amountMinor: 3_000 }, leftToPayMinor: 1_900 });
    await hold(300);
    expect(await quote(999)).toMatchObject({ totals: { payableMinor: 4_900 }, payment: { points: 300 } });
    expect(await quote(999, { cart: { shop: 'main', cartId: 'k2' } })).toMatchObject({ totals: { payableMinor: 5_000 }, payment: { points: 0 }, leftToPayMinor: 5_000 });
  });
});
