import type { MemberFacts } from '@loyalty/contracts';
import { asked, campaign, gave, line, percent, reasons, request } from './engine.fixture';

const member = (memberId: string): MemberFacts => ({ memberId, orders: 0 });
const tea = [line('tea', 1, 1_000)];
const trial = campaign('trial', [], { variants: [{ variant: 'ten', weight: 3, effects: [percent(100_000)] }, { variant: 'twenty', weight: 1, effects: [percent(200_000)] }], holdOutPpm: 200_000 });
const who = Array.from({ length: 4_000 }, (_, i) => `m${i}`);
const got = (memberId: string, of = trial) => asked([of], request(tea, { member: member(memberId) }));

describe('variants and those who are kept out', () => {
  it('share the members by their weights', () => {
    const counts: Record<string, number> = {};
    for (const memberId of who) {
      const { applied, refused } = got(memberId);
      const name = applied[0]?.variant ?? refused[0]!.reason;
      counts[name] = (counts[name] ?? 0) + 1;
    }
    expect(Object.keys(counts).sort()).toEqual(['held_out', 'ten', 'twenty']);
    for (const [name, share] of [['held_out', 0.2], ['ten', 0.6], ['twenty', 0.2]] as const) expect(counts[name]! / who.length).toBeCloseTo(share, 1);
  });

  it('stay the same for a member in every version, whatever else there is', () => {
    for (const memberId of who.slice(0, 200)) {
      const other = { ...trial, version: 7, priority: 9, name: { en: 'renamed' } };
      expect(gave(asked([other, campaign('a', percent(0 + 1)), { ...trial, campaignId: 'z' }], request(tea, { member: member(memberId) })))['trial'] ?? 'nothing').toBe(gave(got(memberId))['trial'] ?? 'nothing');
    }
  });

  it('are those of the device or the cart where there is no member; who cannot be told apart gets the first', () => {
    const apart = new Set(who.slice(0, 50).flatMap((device) => [reasons(asked([trial], request(tea, { device })))['trial'] ?? 'given', reasons(asked([trial], request(tea, { cartId: device })))['trial'] ?? 'given']));
    expect(apart).toEqual(new Set(['given', 'held_out']));
    expect(asked([trial], request(tea)).applied).toMatchObject([{ variant: 'ten', discountMinor: 100 }]);
  });

  it('work by code as well, and of two campaigns each has its own draw', () => {
    const byCode = { ...trial, trigger: 'code' as const };
    const codes = [{ code: 'X', campaignId: 'trial' }];
    for (const memberId of who.slice(0, 50)) expect(asked([byCode], request(tea, { member: member(memberId), codes })).applied.map(({ variant }) => variant)).toEqual(got(memberId).applied.map(({ variant }) => variant));
    expect(who.slice(0, 200).some((memberId) => got(memberId).applied[0]?.variant !== got(memberId, { ...trial, campaignId: 'second' }).applied[0]?.variant)).toBe(true);
  });

  it('are told only to those who could have got it', () => {
    expect(new Set(who.slice(0, 200).map((memberId) => reasons(got(memberId, { ...trial, audience: { tiers: ['gold'] } }))['trial']))).toEqual(new Set([undefined]));
    expect(new Set(who.slice(0, 200).map((memberId) => reasons(got(memberId, { ...trial, audience: { members: 'existing' } }))['trial']))).toEqual(new Set(['not_in_audience']));
  });
});

it('a coupon may ask for more than its campaign', () => {
  const byCode = campaign('c', percent(100_000), { trigger: 'code' });
  const minimum = (amountMinor: number, currency = 'EUR') => asked([byCode], request(tea, { codes: [{ code: 'X', campaignId: 'c', minimumAmount: { amountMinor, currency } }] }));
  expect([reasons(minimum(1_001)), minimum(1_001).refused[0]!.facts, gave(minimum(1_000)), reasons(minimum(1, 'USD'))]).toEqual([{ c: 'amount_too_low' }, { needed: 1_001, missing: 1, currency: 'EUR' }, { c: 100 }, { c: 'other_currency' }]);
});
