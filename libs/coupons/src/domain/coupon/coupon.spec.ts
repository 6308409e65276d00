import type { CouponTerms } from '@loyalty/contracts';
import { instant, plusMs } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { NO_BATCH } from '../batch/batch-state';
import { NOON } from '../codes/codes.fixture';
import { coupon, type CouponCommand, type CouponState } from './coupon';
import { ownTerms } from './own-terms';
import { reasonTold, standingOf } from './standing';

const CODE = 'SH0PABC';
const assign = (memberId: string, terms: CouponTerms = {}): CouponCommand => ({ kind: 'assign', code: CODE, batchId: 'b1', campaignId: 'summer', memberId, reasonCode: 'welcome', source: { kind: 'operator' }, terms, usesPerCode: 1, at: NOON });
const use = { redemptionId: 'r1', campaignId: 'summer', uses: 1, amountMinor: 100, currency: 'EUR', day: '2026-03-10' };
const hold: CouponCommand = { kind: 'hold', use, until: plusMs(NOON, 60_000), limits: [{ count: 'uses', every: 'ever', most: 1 }], at: NOON };
const later = plusMs(NOON, 60_000);
const batch = { ...NO_BATCH, terms: { batchId: 'b1', campaignId: 'summer', usesPerCode: 1 } };

describe('a code', () => {
  it('becomes one member\'s', () => {
    given(coupon).when(assign('anna', { validUntil: later })).then({
      type: 'coupon.assigned.v1', effectiveAt: NOON, data: { code: CODE, batchId: 'b1', campaignId: 'summer', memberId: 'anna', reasonCode: 'welcome', source: { kind: 'operator' }, validUntil: later },
    });
    given(coupon).commands(assign('anna')).when(assign('ben')).thenRefused('code_assigned');
    given(coupon).commands(hold).when(assign('anna')).thenRefused('code_spent');
    given(coupon).commands({ kind: 'disable', code: CODE, reasonCode: 'leaked', at: NOON }).when(assign('anna')).thenRefused('code_disabled');
    given(coupon).when(assign('anna', { validUntil: NOON })).thenRefused('coupon_invalid', { field: '/validUntil' });
  });

  it('counts its uses, and lets go of what was held', () => {
    given(coupon).commands(hold).when({ ...hold, use: { ...use, redemptionId: 'r2' } } as CouponCommand).thenRefused('limit_exhausted', { most: 1, used: 1 });
    given(coupon).commands(hold).when({ ...hold, at: later, until: plusMs(later, 60_000) } as CouponCommand).thenLike({ type: 'coupon.use.held.v1' });
  });

  it('is disabled and enabled once however often that is said', () => {
    const off = given(coupon).commands({ kind: 'disable', code: CODE, reasonCode: 'leaked', at: NOON });
    off.when({ kind: 'disable', code: CODE, reasonCode: 'leaked', at: NOON }).thenNothing();
    off.when({ kind: 'enable', code: CODE, reasonCode: 'mistake', at: NOON }).thenLike({ type: 'coupon.enabled.v1' });
  });
});

describe('how a code stands', () => {
  const state = (...commands: CouponCommand[]): CouponState => given(coupon).commands(...commands).when({ kind: 'enable', code: CODE, reasonCode: 'x', at: NOON }).state;
  const asked = (input: Partial<Parameters<typeof standingOf>[0]>) => standingOf({ batch, coupon: state(), at: NOON, memberId: 'anna', ...input });
  const told = (input: Partial<Parameters<typeof standingOf>[0]>, memberId = 'anna') => reasonTold(asked({ ...input, memberId }), memberId);

  it('its holder hears, a stranger hears one thing', () => {
    const mine = { coupon: state(assign('anna')) };
    expect([told(mine), told(mine, 'ben')]).toEqual([undefined, 'code_not_valid']);
    const cases = { code_disabled: { batch: { ...batch, disabled: 'leaked' } }, not_started: { batch: { ...batch, terms: { ...batch.terms, validFrom: later } } }, ended: { batch: { ...batch, terms: { ...batch.terms, validUntil: NOON } } }, uses_exhausted: { coupon: state(assign('anna'), hold) } };
    for (const [reason, input] of Object.entries(cases)) expect([told({ ...mine, ...input }), told({ ...mine, ...input }, 'ben'), told({ coupon: state(), ...input }, 'ben')]).toEqual([reason, 'code_not_valid', 'code_not_valid']);
    expect(told({ ...mine, holder: { disabled: 'fraud' } })).toBe('code_disabled');
  });

  it('depends on both its batch and its own terms', () => {
    const terms = { validFrom: instant('2026-03-01T00:00:00Z'), validUntil: instant('2026-03-20T00:00:00Z') };
    const both = { batch: { ...batch, terms: { ...batch.terms, validUntil: instant('2026-03-15T00:00:00Z') } }, coupon: state(assign('anna', terms)) };
    const at = (text: string) => asked({ ...both, at: instant(text) }).refused;
    expect(['2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z', '2026-03-14T23:59:59Z', '2026-03-15T00:00:00Z'].map(at)).toEqual(['not_started', undefined, undefined, 'ended']);
  });

  it('a member\'s own terms are days or an end, else what the batch says', () => {
    expect(ownTerms({ days: 2 }, 30, NOON)).toEqual({ validUntil: '2026-03-12T12:00:00.000Z' });
    expect(ownTerms({}, 30, NOON)).toEqual({ validUntil: '2026-04-09T12:00:00.000Z' });
    expect(ownTerms({ validUntil: later }, 30, NOON)).toEqual({ validUntil: later });
    expect(ownTerms({}, undefined, NOON)).toEqual({});
    expect(() => ownTerms({ days: 2, validUntil: later }, undefined, NOON)).toThrow(expect.objectContaining({ code: 'coupon_invalid' }));
  });
});
