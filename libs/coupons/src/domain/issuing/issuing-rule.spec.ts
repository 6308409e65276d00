import type { IssuingRule } from '@loyalty/contracts';
import { given } from '@loyalty/testing';
import { NOON } from '../codes/codes.fixture';
import { issuingRule } from './issuing-rule';

const RULE: IssuingRule = { ruleId: 'back', batchId: 'b1', when: { kind: 'noOrderSince', days: 60 }, value: { amountMinor: 500, currency: 'EUR' } };
const define = (changes: object = {}) => ({ kind: 'define', rule: { ...RULE, ...changes } as IssuingRule, at: NOON }) as const;
const end = { kind: 'end', ruleId: 'back', at: NOON } as const;

describe('an issuing rule', () => {
  it('is defined, changed, and ended for good; said twice, it is said once', () => {
    given(issuingRule).when(define()).then({ type: 'coupon.rule.defined.v1', effectiveAt: NOON, data: RULE });
    const defined = given(issuingRule).commands(define());
    defined.when(define()).thenNothing();
    defined.when(define({ days: 7 })).then({ type: 'coupon.rule.defined.v1', effectiveAt: NOON, data: { ...RULE, days: 7 } });
    defined.when(end).then({ type: 'coupon.rule.ended.v1', effectiveAt: NOON, data: { ruleId: 'back' } });
    const ended = given(issuingRule).commands(define(), end);
    ended.when(end).thenNothing();
    expect(() => issuingRule.decide(define(), { rule: RULE, endedAt: NOON })).toThrow(expect.objectContaining({ code: 'issuing_rule_ended' }));
    expect(() => issuingRule.decide(end, {})).toThrow(expect.objectContaining({ code: 'issuing_rule_unknown' }));
  });

  it.each([
    ['/when/kind', { when: { kind: 'birthday' } }],
    ['/when/kind', { when: { kind: 'toString' } }],
    ['/when/nth', { when: { kind: 'nthOrder', nth: 0 } }],
    ['/when/days', { when: { kind: 'noOrderSince' } }],
    ['/when/days', { when: { kind: 'afterOrder', days: 3 } }],
    ['/when/amounts/XXY', { when: { kind: 'spendReached', amounts: { XXY: 1 } } }],
    ['/when/categories', { when: { kind: 'boughtCategory', categories: [] } }],
    ['/audience/ordersTo', { audience: { ordersFrom: 3, ordersTo: 2 } }],
  ])('that cannot work is refused: %s %j', (field, changes) => {
    expect(() => issuingRule.decide(define(changes), {})).toThrow(expect.objectContaining({ code: 'issuing_rule_invalid', facts: expect.objectContaining({ field }) }));
  });
});
