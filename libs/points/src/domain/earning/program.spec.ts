import type { EarningProgram, EarningRule } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { fixed, NOON, per, programOf, rule, times } from './earning.fixture';
import { program, programStream } from './program';

const { version: _, ...good } = programOf([rule('base', per(100))]);
const publish = (changes: Partial<EarningProgram> = {}) => ({ kind: 'publish' as const, at: NOON, program: { ...good, ...changes } });
const withRule = (changes: Partial<EarningRule>) => publish({ rules: [rule('base', per(100), changes)] });
const end = { kind: 'end' as const, programId: 'p', at: NOON };

describe('an earning programme', () => {
  it('is published in versions', () => {
    given(program).when(publish()).then({ type: 'points.program.published.v1', effectiveAt: NOON, data: { ...good, version: 1 } });
    given(program).commands(publish()).when(publish({ zone: 'Asia/Jerusalem' })).thenLike({ data: { version: 2, zone: 'Asia/Jerusalem' } });
  });

  it('ends once, and may be published again', () => {
    given(program).commands(publish()).when(end).then({ type: 'points.program.ended.v1', effectiveAt: NOON, data: { programId: 'p', version: 1 } });
    given(program).when(end).thenRefused('program_unknown');
    given(program).commands(publish(), end).when(end).thenRefused('program_not_running');
    expect(given(program).commands(publish(), end).when(publish()).state).toMatchObject({ ended: false, current: { version: 2 } });
  });

  it('has a stream of its own', () => {
    expect(programStream('p').name).toBe('earningProgram-p');
  });

  it('is refused where it cannot work, with the field', () => {
    const wrong = (changes: Partial<EarningProgram>, field: string) => given(program).when(publish(changes)).thenRefused('program_invalid', { field });
    wrong({ until: good.from }, '/until');
    wrong({ rules: [] }, '/rules');
    wrong({ rules: [rule('a', fixed(1)), rule('a', fixed(2))] }, '/rules');
    wrong({ rules: Array.from({ length: 201 }, (_, i) => rule(`r${i}`, fixed(1))) }, '/rules');
    given(program).when(publish({ zone: 'Mars/Olympus' })).thenRefused('zone_invalid');
    given(program).when(publish({ pending: { kind: 'days', days: 0 } })).thenRefused('amount_invalid', { field: '/pending/days' });
    given(program).when(publish({ pending: { kind: 'event', event: 'order.fulfilled', atLatestDays: 3_661 } })).thenRefused('amount_invalid', { field: '/pending/atLatestDays' });
    given(program).when(publish({ caps: { perDay: 0 } })).thenRefused('amount_invalid', { field: '/caps/perDay' });
  });

  it('is refused with a rule that cannot work, with the field', () => {
    const wrong = (changes: Partial<EarningRule>, code: string, field?: string) => given(program).when(withRule(changes)).thenRefused(code, field === undefined ? {} : { field });
    wrong({ ruleId: 'a.b' }, 'id_invalid', '/rules/0/ruleId');
    wrong({ wallet: '' }, 'id_invalid', '/rules/0/wallet');
    wrong({ priority: -1 }, 'amount_invalid', '/rules/0/priority');
    wrong({ effect: fixed(0) }, 'amount_invalid', '/rules/0/effect/points');
    wrong({ effect: per(0) }, 'amount_invalid', '/rules/0/effect/perMinor');
    wrong({ effect: per(100, 1, { currency: 'EURO' }) }, 'currency_invalid');
    wrong({ effect: per(100), on: { activity: 'review' } }, 'program_invalid', '/rules/0/effect');
    wrong({ effect: times(0.5) }, 'amount_invalid', '/rules/0/effect/factorPpm');
    wrong({ effect: times(1_001) }, 'amount_invalid', '/rules/0/effect/factorPpm');
    wrong({ caps: { perOrder: 1.5 } }, 'amount_invalid', '/rules/0/caps/perOrder');
    wrong({ frequency: { times: 0, per: 'year' } }, 'amount_invalid', '/rules/0/frequency/times');
  });

  it('is refused with a condition that cannot be met or read, with the field', () => {
    const wrong = (condition: EarningRule['conditions'][number], code: string, field: string) => given(program).when(withRule({ conditions: [condition] })).thenRefused(code, { field: `/rules/0/conditions/0/${field}` });
    wrong({ kind: 'lineSku', anyOf: [] }, 'program_invalid', 'anyOf');
    wrong({ kind: 'minimumBase', amountMinor: 0.5, currency: 'EUR' }, 'amount_invalid', 'amountMinor');
    wrong({ kind: 'hours', fromMinute: -1 }, 'amount_invalid', 'fromMinute');
    wrong({ kind: 'hours', toMinute: 1_441 }, 'amount_invalid', 'toMinute');
    wrong({ kind: 'hours', weekdays: [0] }, 'program_invalid', 'weekdays');
    wrong({ kind: 'period', from: instant('2026-02-01T00:00:00Z'), until: instant('2026-02-01T00:00:00Z') }, 'program_invalid', 'until');
  });
});
