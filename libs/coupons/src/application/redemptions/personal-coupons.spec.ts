import type { Campaign, CouponTerms } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { compiledCatalogue } from '../../domain/catalogue/compiled-catalogue';
import { catalogueStream } from '../../domain/catalogue/catalogue';
import { FORMAT } from '../../domain/codes/codes.fixture';
import { amount, campaign } from '../../domain/engine/engine.fixture';
import { evaluate } from '../../domain/engine/evaluate';
import { redemptionStream } from '../../domain/redemption/redemption';
import { generateBatch } from '../codes/create-batch';
import { issueCode } from '../codes/issue-code';
import { SerialsInHand } from '../codes/serials-in-hand';
import { aDesk, asked, by, KEYS, member } from './a-desk.fixture';
import { quote } from './quote';

const EUR = (amountMinor: number) => ({ amountMinor, currency: 'EUR' });
const personal = (more: Partial<Campaign> = {}) => campaign('personal', amount(500, { ofCoupon: true }), { trigger: 'code', ...more });

/** A code of a batch that anna was given, under these terms. */
async function given(terms: CouponTerms, more: Partial<Campaign> = {}) {
  const desk = await aDesk([personal(more)]);
  const { batchId } = (await generateBatch(desk.ledger, KEYS, by(), { campaignId: 'personal', usesPerCode: 1, format: FORMAT, size: 10 })).answer;
  const { code } = (await issueCode(desk.ledger, KEYS, new SerialsInHand(), by(), { batchId, memberId: 'anna', reasonCode: 'birthday', source: { kind: 'operator' }, ...terms })).answer;
  return { ...desk, code, ask: (memberId: string) => asked('r1', { codes: [code], ...member(memberId) }) };
}

const whyNot = (code: string, reason: string, facts: object = {}) => ({ rejected: { refused: [expect.objectContaining({ code, reason, facts })] } });

describe('a coupon of one\'s own', () => {
  it('is worth what it says, and what it was worked out from says so, to the byte', async () => {
    const { hold, ask, ledger } = await given({ value: EUR(1_250), minimumAmount: EUR(2_000) });
    expect(await hold(ask('anna'))).toMatchObject({ status: 'held', discountMinor: 1_250 });
    const { request, result } = (await ledger.peek(redemptionStream('r1'))).state.content!;
    expect(request.codes).toMatchObject([{ holderId: 'anna', value: EUR(1_250), minimumAmount: EUR(2_000) }]);
    const { refused: _refused, ...again } = evaluate(compiledCatalogue((await ledger.peek(catalogueStream)).state), request);
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
  });

  it('without a value is worth what its campaign says', async () => {
    const { hold, ask } = await given({});
    expect(await hold(ask('anna'))).toMatchObject({ discountMinor: 500 });
  });

  it('tells its holder that it has ended, and a stranger only that it is not valid', async () => {
    const until = instant('2026-03-11T00:00:00.000Z');
    const { hold, ask, clock, code } = await given({ validUntil: until });
    clock.advanceMs(12 * 3_600_000 - 1);
    expect(await hold(ask('anna'))).toMatchObject({ status: 'held' });
    clock.advanceMs(1);
    expect(await hold(ask('anna'))).toMatchObject(whyNot(code, 'ended', { until }));
    expect(await hold({ ...ask('ben'), redemptionId: 'r2' })).toMatchObject(whyNot(code, 'code_not_valid'));
  });

  it('tells its holder what is missing', async () => {
    const { hold, ask, code, desk, clock } = await given({ minimumAmount: EUR(5_001) });
    const missing = { needed: 5_001, missing: 1, currency: 'EUR' };
    expect(await hold(ask('anna'))).toMatchObject(whyNot(code, 'amount_too_low', missing));
    expect((await quote(desk, ask('anna'), clock.now())).refused).toMatchObject([{ code, reason: 'amount_too_low', facts: missing }]);
    expect(await hold(ask('ben'))).toMatchObject(whyNot(code, 'code_not_valid'));
  });

  it('has its minimum broken by a return like that of its campaign', async () => {
    const deducting: Partial<Campaign> = { whenThresholdBreaks: 'deduct', conditions: [{ kind: 'minimumAmount', amounts: { EUR: 1 }, basis: { of: 'initial' } }] };
    const refund = async (terms: CouponTerms) => {
      const { redeem, back, ask } = await given({ value: EUR(1_000), ...terms }, deducting);
      await redeem(ask('anna'));
      return back('r1', { pot: 1 });
    };
    expect(await refund({})).toMatchObject({ refundMinor: 2_400, deductedMinor: 0 });
    expect(await refund({ minimumAmount: EUR(5_000) })).toMatchObject({ refundMinor: 2_000, deductedMinor: 400 });
  });
});
