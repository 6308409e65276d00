import type { Campaign, EvaluationRequest, MemberFacts } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { amount, asked, campaign, gave, line, NOON, reasons, request } from './engine.fixture';

const tea = [line('tea', 1, 5_000)];
const member = (more: Partial<MemberFacts> = {}): MemberFacts => ({ memberId: 'anna', orders: 3, segments: ['vip'], tier: 'gold', ...more });
/** What becomes of one campaign of 10.00: `applied`, or why not. */
function outcome(more: Partial<Campaign>, of: Partial<EvaluationRequest> = {}): string {
  return reasons(asked([campaign('c', amount(1_000), more)], request(tea, of)))['c'] ?? 'applied';
}

describe('a campaign is open', () => {
  it('from its start until its end, which is no longer in it', () => {
    const schedule = { from: NOON, until: instant('2026-03-11T00:00:00.000Z') };
    const at = (text: string) => outcome({ schedule }, { at: instant(text) });
    expect(['2026-03-10T11:59:59.999Z', '2026-03-10T12:00:00.000Z', '2026-03-10T23:59:59.999Z', '2026-03-11T00:00:00.000Z'].map(at)).toEqual(['not_started', 'applied', 'applied', 'ended']);
  });

  it('in its channels and stores, of which a basket that does not tell has none', () => {
    const basket = (more: object) => ({ basket: { currency: 'EUR', lines: tea, ...more } });
    expect([outcome({ channels: ['app'] }, basket({ channel: 'app' })), outcome({ channels: ['app'] }, basket({ channel: 'web' })), outcome({ channels: ['app'] })]).toEqual(['applied', 'other_channel', 'other_channel']);
    expect([outcome({ stores: ['tlv'] }, basket({ store: 'tlv' })), outcome({ stores: ['tlv'] })]).toEqual(['applied', 'other_store']);
  });

  it('to its audience', () => {
    const to = (audience: Campaign['audience'], who?: MemberFacts) => outcome({ audience }, who === undefined ? {} : { member: who });
    expect([to({ members: 'any', tiers: ['gold'] }, member()), to({ members: 'any' }, member()), to({ members: 'any' })]).toEqual(['applied', 'applied', 'members_only']);
    // A tier or segment that the member does not have does not even bring the campaign up.
    expect(asked([campaign('c', amount(1_000), { audience: { tiers: ['gold'] } })], request(tea, { member: member({ tier: 'silver' }) }))).toMatchObject({ applied: [], refused: [] });
    const byCode = campaign('c', amount(1_000), { trigger: 'code', audience: { tiers: ['gold'] } });
    expect(reasons(asked([byCode], request(tea, { member: member({ tier: 'silver' }), codes: [{ code: 'A', campaignId: 'c' }] })))).toEqual({ c: 'not_in_audience' });
    expect([to({ members: 'new' }, member()), to({ members: 'new' }, member({ orders: 0 })), to({ members: 'existing' }, member())]).toEqual(['not_in_audience', 'applied', 'applied']);
    expect(gave(asked([campaign('c', amount(1_000), { audience: { segments: ['vip'] } })], request(tea, { member: member() })))).toEqual({ c: 1_000 });
  });

  it('while uses and money are left', () => {
    const limits: Campaign['limits'] = [{ count: 'uses', per: 'member', every: 'ever', most: 2 }, { count: 'money', per: 'campaign', every: 'ever', most: 5_000, currency: 'EUR' }];
    const used = (...numbers: number[]) => outcome({ limits }, { member: member(), used: { c: numbers } });
    expect([used(1, 0), used(2, 0), used(0, 4_000), used(0, 4_001), used(0, 5_000)]).toEqual(['applied', 'uses_exhausted', 'applied', 'budget_exhausted', 'budget_exhausted']);
    expect(outcome({ limits }, {})).toBe('members_only');
  });

  it('with the rest of its money where it says so, and tells what it would have given', () => {
    const limits: Campaign['limits'] = [{ count: 'money', per: 'campaign', every: 'day', most: 5_000, currency: 'EUR', short: 'rest' }];
    expect(asked([campaign('c', amount(1_000), { limits })], request(tea, { used: { c: [4_400] } })).applied).toMatchObject([{ discountMinor: 600, wantedMinor: 1_000 }]);
  });
});

describe('a code', () => {
  const byCode = campaign('welcome', amount(1_000), { trigger: 'code' });
  const withCodes = (...codes: NonNullable<EvaluationRequest['codes']>) => asked([byCode], request(tea, { codes, member: member() }));

  it('brings up its campaign, once however often it is presented', () => {
    expect(asked([byCode], request(tea)).refused).toEqual([]);
    expect(withCodes({ code: 'A', campaignId: 'welcome' }, { code: 'A', campaignId: 'welcome' }).applied).toMatchObject([{ campaignId: 'welcome', code: 'A', discountMinor: 1_000 }]);
  });

  it('that is not known is told, and the rest goes on', () => {
    expect(withCodes({ code: 'X' }, { code: 'A', campaignId: 'welcome' })).toMatchObject({ applied: [{ campaignId: 'welcome' }], refused: [{ code: 'X', reason: 'code_unknown' }] });
  });

  it('of somebody else is refused', () => {
    expect(withCodes({ code: 'A', campaignId: 'welcome', holderId: 'ben' }).refused).toMatchObject([{ reason: 'not_holder', code: 'A' }]);
    expect(gave(withCodes({ code: 'A', campaignId: 'welcome', holderId: 'anna' }))).toEqual({ welcome: 1_000 });
  });
});

describe('one evaluation', () => {
  const refusedAs = (code: string) => expect.objectContaining({ category: 'validation', code });
  const lines = (count: number) => Array.from({ length: count }, (_, i) => line(`l${i}`, 1, 100));
  const campaigns = (count: number) => Array.from({ length: count }, (_, i) => campaign(`c${i}`, amount(1)));
  const codes = (count: number) => Array.from({ length: count }, (_, i) => ({ code: `code${i}` }));

  it('takes 1,000 lines, 200 campaigns and 50 codes', () => {
    expect(asked(campaigns(200), request(lines(1_000), { codes: codes(50) })).totals.discountMinor).toBe(200);
    expect(() => asked([], request(lines(1_001)))).toThrow(refusedAs('too_many_lines'));
    expect(() => asked(campaigns(201), request(lines(1)))).toThrow(refusedAs('too_many_campaigns'));
    expect(() => asked([], request(lines(1), { codes: codes(51) }))).toThrow(refusedAs('too_many_codes'));
  });

  it('counts only campaigns that come into question', () => {
    const other = Array.from({ length: 1_000 }, (_, i) => campaign(`c${i}`, amount(1, { target: { over: 'items', items: { skus: [`sku${i}`] } } })));
    expect(gave(asked(other, request([line('sku7', 1, 100)])))).toEqual({ c7: 1 });
  });

  it('refuses amounts and ids that cannot be', () => {
    expect(() => asked([], request([line('a', 1, 100), line('a', 1, 100)]))).toThrow(refusedAs('line_repeated'));
    expect(() => asked([], request([line('a', 0, 100)]))).toThrow(refusedAs('amount_invalid'));
    expect(() => asked([], request([line('a', 1, 0.5)]))).toThrow(refusedAs('amount_invalid'));
    expect(() => asked([], { at: NOON, basket: { currency: 'ZZZ', lines: [] } })).toThrow(refusedAs('currency_invalid'));
  });
});
