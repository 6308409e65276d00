import { instant } from '@loyalty/kernel';
import { amount, campaign, percent } from '../../domain/engine/engine.fixture';
import { redemptionStream } from '../../domain/redemption/redemption';
import { endCampaign } from '../campaigns';
import { aDesk, asked, by, byCode, member, refusal, said } from './a-desk.fixture';
import { quote } from './quote';

const three = byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 3 }, { count: 'uses', per: 'member', every: 'ever', most: 1 }] });

describe('a hold', () => {
  it('sets aside what campaigns give, in one commit with its counters', async () => {
    const { hold, types, ledger } = await aDesk([three]);
    const before = await ledger.store.head();
    expect(await hold(asked('r1', member('anna')))).toEqual({ redemptionId: 'r1', status: 'held', until: '2026-03-10T12:15:00.000Z', currency: 'EUR', discountMinor: 100, payableMinor: 4_900 });
    expect(await types(before)).toEqual(['redemption.held redemption-r1', 'coupon.use.held couponUse-welcome.campaign', 'coupon.use.held couponUse-welcome.member.anna']);
  });

  it('touches no counter where nothing is limited', async () => {
    const { hold, types, ledger } = await aDesk();
    const before = await ledger.store.head();
    await hold(asked('r1', member('anna')));
    expect(await types(before)).toEqual(['redemption.held redemption-r1']);
  });

  it('is refused beyond a limit, and the attempt is on record', async () => {
    const { hold, types, ledger } = await aDesk([three]);
    await hold(asked('r1', member('anna')));
    const before = await ledger.store.head();
    expect(await hold(asked('r2', member('anna')))).toEqual({ redemptionId: 'r2', rejected: { code: 'code_not_applied', refused: [{ campaignId: 'welcome', code: 'WELCOME', reason: 'uses_exhausted', facts: { per: 'member', most: 1 } }] } });
    expect(await types(before)).toEqual(['coupon.attempt.rejected couponAttempt-member.anna']);
    expect(said(await hold(asked('r3', member('ben'))))).toBe('held');
  });

  it('of the same cart replaces the one before and is not in its own way', async () => {
    const { hold, types, ledger } = await aDesk([three]);
    const cart = { cartId: 'k1', shop: 'main' };
    await hold(asked('r1', { ...cart, ...member('anna') }));
    const before = await ledger.store.head();
    expect(said(await hold(asked('r1', { ...cart, ...member('anna') })))).toBe('held');
    expect(await types(before)).toEqual([
      'coupon.use.released couponUse-welcome.campaign', 'coupon.use.released couponUse-welcome.member.anna',
      'redemption.released redemption-r1', 'redemption.held redemption-r1', 'coupon.use.held couponUse-welcome.campaign', 'coupon.use.held couponUse-welcome.member.anna',
    ]);
    expect(await refusal(hold(asked('r1', { ...cart, ...member('eve') })))).toBe('redemption_of_another');
    expect(await refusal(hold(asked('r1', { cartId: 'k2', shop: 'main' })))).toBe('redemption_of_another');
  });

  it('is free again at its instant, and may still be committed if the limit allows it', async () => {
    const one = byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }] });
    const { hold, commit, clock } = await aDesk([one]);
    await hold({ ...asked('r1'), seconds: 60 });
    clock.advanceMs(59_999);
    expect(said(await hold(asked('r2')))).toBe('code_not_applied');
    clock.advanceMs(1);
    expect(said(await hold(asked('r2')))).toBe('held');
    expect(await refusal(commit('r1'))).toBe('limit_exhausted');
    clock.advanceMs(900_000);
    expect([said(await commit('r1')), await refusal(commit('r2'))]).toEqual(['committed', 'limit_exhausted']);
  });

  it('that has lapsed is replaced from another device, whose counters are others', async () => {
    const { hold, clock } = await aDesk([byCode({ limits: [{ count: 'uses', per: 'device', every: 'ever', most: 1 }] })]);
    await hold({ ...asked('r1', { ...member('anna'), device: 'till-1' }), seconds: 60 });
    clock.advanceMs(60_000);
    expect(said(await hold(asked('r1', { ...member('anna'), device: 'till-2' })))).toBe('held');
  });

  it('keeps what it was worked out from, so that a replay gives the same', async () => {
    const { hold, ledger, desk, clock } = await aDesk([three, campaign('tea', percent(100_000), { conditions: [{ kind: 'minimumAmount', amounts: { EUR: 1 }, basis: { of: 'remaining' } }] })]);
    await hold(asked('r1', member('anna')));
    const { content } = (await ledger.peek(redemptionStream('r1'))).state;
    expect(content!.request).toMatchObject({ at: clock.now(), member: { memberId: 'anna' }, codes: [{ code: 'WELCOME', campaignId: 'welcome' }], used: { welcome: [0, 0] } });
    const told = await quote(desk, asked('r9', member('ben')), clock.now());
    expect(told.lines).toEqual(content!.result.lines);
  });

  it('says to a stranger only that a code is not valid', async () => {
    const { hold, publish } = await aDesk([byCode()]);
    await publish(campaign('gold', amount(1), { trigger: 'code', sharedCodes: ['GOLD10'], schedule: { until: instant('2026-01-01T00:00:00Z') } }));
    const answer = await hold(asked('r1', { codes: ['NEVERWAS', 'x', 'GOLD10'] }));
    expect(answer).toMatchObject({ rejected: { code: 'code_not_valid', refused: [{ code: 'NEVERWAS', reason: 'code_not_valid', facts: {} }, { code: 'x', reason: 'code_not_valid', facts: {} }, { code: 'GOLD10', reason: 'ended' }] } });
    expect(said(await hold(asked('r1', { codes: ['NEVERWAS', 'welc0me'], asFarAsPossible: true })))).toBe('held');
  });
});

describe('what was held', () => {
  it('is committed once, and stays so', async () => {
    const { hold, commit, release, types, ledger } = await aDesk([three]);
    await hold(asked('r1', member('anna')));
    expect(said(await commit('r1'))).toBe('committed');
    const before = await ledger.store.head();
    expect(said(await commit('r1'))).toBe('committed');
    expect(await types(before)).toEqual([]);
    expect(await refusal(release('r1'))).toBe('redemption_not_held');
    expect(await refusal(hold(asked('r1', member('anna'))))).toBe('redemption_committed');
  });

  it('is given back by a release; what is not there is not known', async () => {
    const { hold, commit, release } = await aDesk([three]);
    await hold(asked('r1', member('anna')));
    expect([said(await release('r1')), said(await release('r1'))]).toEqual(['released', 'released']);
    expect(said(await hold(asked('r2', member('anna'))))).toBe('held');
    expect([await refusal(commit('r1')), await refusal(commit('r7')), await refusal(release('r7'))]).toEqual(['redemption_not_held', 'redemption_unknown', 'redemption_unknown']);
  });

  it('cannot be committed late when its campaign has ended', async () => {
    const { hold, commit, clock, ledger } = await aDesk([three]);
    await hold(asked('r1', member('anna')));
    await endCampaign(ledger, by(), 'welcome');
    await hold(asked('r2', { ...member('ben'), codes: [] }));
    clock.advanceMs(3_600_000);
    expect(await refusal(commit('r1'))).toBe('hold_lapsed');
    expect(said(await commit('r2'))).toBe('committed');
  });
});

describe('what was committed', () => {
  const counted = (policy: object) => byCode({ limits: [{ count: 'uses', per: 'campaign', every: 'ever', most: 1 }, { count: 'money', per: 'campaign', every: 'ever', most: 100, currency: 'EUR' }], ...policy });

  it('comes back whole, and can be used again once', async () => {
    const { redeem, reverse } = await aDesk([counted({})]);
    await redeem(asked('r1'));
    expect(await reverse('r1')).toMatchObject({ status: 'reversed', refundMinor: 4_900, deductedMinor: 0 });
    expect([said(await redeem(asked('r2'))), said(await redeem(asked('r3')))]).toEqual(['committed', 'code_not_applied']);
    expect(await refusal(reverse('r1'))).toBe('redemption_not_committed');
  });

  it('keeps the use where the campaign says so', async () => {
    const { redeem, reverse } = await aDesk([counted({ whenCancelled: 'keeps' })]);
    await redeem(asked('r1'));
    await reverse('r1');
    expect(await redeem(asked('r2'))).toMatchObject({ rejected: { refused: [{ reason: 'uses_exhausted' }] } });
  });

  it('comes back by lines, exactly what was paid in all', async () => {
    const { redeem, back, reverse } = await aDesk([counted({})]);
    await redeem(asked('r1'));
    const parts = [await back('r1', { tea: 1 }), await back('r1', { pot: 1 }), await back('r1', { tea: 1 })];
    expect(parts.map(({ status, refundMinor }) => [status, refundMinor])).toEqual([['committed', 980], ['committed', 2_940], ['reversed', 980]]);
    expect(await refusal(reverse('r1'))).toBe('redemption_not_committed');
    expect(said(await redeem(asked('r2')))).toBe('committed');
  });

  it('is refused beyond what was sold', async () => {
    const { redeem, back } = await aDesk();
    await redeem(asked('r1'));
    await back('r1', { tea: 2 });
    expect([await refusal(back('r1', { tea: 1 })), await refusal(back('r1', { cup: 1 })), await refusal(back('r1', { pot: 0 }))]).toEqual(['above_sold', 'line_unknown', 'amount_invalid']);
  });

  it('has what is not deserved any more deducted, where the campaign says so', async () => {
    const half = (whenThresholdBreaks: 'keep' | 'deduct') => byCode({ effects: [amount(1_000)], whenThresholdBreaks, conditions: [{ kind: 'minimumAmount', amounts: { EUR: 4_000 }, basis: { of: 'initial' } }] });
    for (const [policy, expected] of [['keep', [[800, 0], [2_400, 0], [800, 0]]], ['deduct', [[800, 0], [2_200, 200], [1_000, -200]]]] as const) {
      const { redeem, back } = await aDesk([half(policy)]);
      await redeem(asked('r1'));
      const parts = [await back('r1', { tea: 1 }), await back('r1', { pot: 1 }), await back('r1', { tea: 1 })];
      expect(parts.map(({ refundMinor, deductedMinor }) => [refundMinor, deductedMinor])).toEqual(expected);
    }
  });
});

it('a command that comes again is answered the same', async () => {
  const { hold } = await aDesk([three]);
  const again = { id: 'same', fingerprint: 'x', actor: 'test' };
  expect(await hold(asked('r1', member('anna')), again)).toEqual(await hold(asked('r1', member('anna')), again));
  expect(await refusal(hold(asked('r1'), { ...again, fingerprint: 'y' }))).toBe('command_id_reused');
});
