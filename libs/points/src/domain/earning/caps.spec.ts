import type { EarningRule } from '@loyalty/contracts';
import { instant, type Instant } from '@loyalty/kernel';
import { given } from '@loyalty/testing';
import { account } from '../account/account';
import { aWallet, member } from '../account/account.fixture';
import type { AccountState } from '../account/state';
import { activity, fixed, line, NOON, order, per, programOf, rule } from './earning.fixture';
import { evaluateEarning } from './evaluate';
import type { Occasion } from './occasion';

const { earn } = member(aWallet());

/** Lets the occasions earn one after the other and says what each got. */
function earning(rules: readonly EarningRule[], occasions: readonly Occasion[], more: Parameters<typeof programOf>[1] = {}): { readonly got: number[]; readonly state: AccountState } {
  const got: number[] = [];
  let state = account.initial;
  for (const occasion of occasions) {
    const { points, usage } = evaluateEarning(programOf(rules, more), 'points', occasion, state);
    got.push(points);
    if (points > 0) state = account.decide(earn(points, occasion.at, { usage }), state).reduce(account.evolve, state);
  }
  return { got, state };
}

const at = (text: string): Instant => instant(`2026-${text}:00.000Z`);
const orderAt = (text: string, amountMinor = 10_000) => order([line('a', amountMinor)], { at: at(text) });
const base = (caps: EarningRule['caps']) => [rule('base', per(100), { caps: caps! })];

describe('caps of a rule', () => {
  it('cut one order', () => {
    expect(earning(base({ perOrder: 70 }), [orderAt('03-10T12:00'), orderAt('03-10T13:00')]).got).toEqual([70, 70]);
  });

  it('cut a day of the programme’s zone to what is left', () => {
    const orders = [orderAt('03-10T12:00', 6_000), orderAt('03-10T21:59', 6_000), orderAt('03-10T21:59'), orderAt('03-10T22:00')];
    expect(earning(base({ perDay: 100 }), orders, { zone: 'Asia/Jerusalem' }).got).toEqual([60, 40, 0, 100]);
  });

  it('cut a month, and all there ever is', () => {
    expect(earning(base({ perMonth: 150 }), [orderAt('03-10T12:00'), orderAt('03-31T23:59'), orderAt('04-01T00:00')]).got).toEqual([100, 50, 100]);
    expect(earning(base({ inAll: 250 }), [orderAt('03-10T12:00'), orderAt('05-10T12:00'), orderAt('07-10T12:00'), orderAt('09-10T12:00')]).got).toEqual([100, 100, 50, 0]);
  });

  it('are not forgotten because of an order that is told late', () => {
    const { got, state } = earning(base({ perDay: 100, perMonth: 150 }), [orderAt('03-10T12:00'), orderAt('02-27T12:00', 3_000), orderAt('03-10T13:00'), orderAt('03-11T12:00')]);
    expect(got).toEqual([100, 30, 0, 50]);
    expect(state.usage['p/base']).toEqual({ day: '2026-03-11', dayPoints: 50, month: '2026-03', monthPoints: 150, allPoints: 180, period: '', periodTimes: 3 });
  });

  it('leave the lines what the rule gave', () => {
    const rules = [rule('base', per(100), { caps: { perOrder: 10 } })];
    const award = evaluateEarning(programOf(rules), 'points', order([line('a', 3_000), line('b', 9_000)]), account.initial);
    expect(award.rules).toEqual([{ ruleId: 'base', points: 10, lines: [{ lineId: 'a', points: 2 }, { lineId: 'b', points: 8 }] }]);
  });
});

describe('caps of a programme', () => {
  const rules = [rule('base', per(100), { priority: 9 }), rule('bonus', fixed(50))];

  it('cut the later rules first', () => {
    const award = evaluateEarning(programOf(rules, { caps: { perOrder: 120 } }), 'points', orderAt('03-10T12:00'), account.initial);
    expect(award.rules.map(({ ruleId, points }) => [ruleId, points])).toEqual([['base', 100], ['bonus', 20]]);
    expect(award.usage).toEqual([{ key: 'p', day: '2026-03-10', month: '2026-03', period: '', points: 120 }]);
  });

  it('count all rules together', () => {
    expect(earning(rules, [orderAt('03-10T12:00'), orderAt('03-10T13:00')], { caps: { perDay: 200 } }).got).toEqual([150, 50]);
  });
});

describe('how often an activity earns', () => {
  const birthday = (per: 'day' | 'week' | 'month' | 'year' | 'ever', times = 1) => [rule('birthday', fixed(100), { on: { activity: 'birthday' }, frequency: { times, per } })];
  const on = (text: string) => activity('birthday', { at: at(text) });

  it('is once a year of the programme’s zone', () => {
    expect(earning(birthday('year'), [on('03-10T12:00'), on('12-31T21:59'), on('12-31T22:00')], { zone: 'Asia/Jerusalem' }).got).toEqual([100, 0, 100]);
  });

  it('is so many times a day, week or month', () => {
    expect(earning(birthday('day', 2), [on('03-10T12:00'), on('03-10T13:00'), on('03-10T14:00'), on('03-11T00:00')]).got).toEqual([100, 100, 0, 100]);
    expect(earning(birthday('week'), [on('03-10T12:00'), on('03-15T23:59'), on('03-16T00:00')]).got).toEqual([100, 0, 100]);
    expect(earning(birthday('month'), [on('03-10T12:00'), on('03-31T12:00'), on('04-01T00:00')]).got).toEqual([100, 0, 100]);
  });

  it('is once and never again', () => {
    expect(earning(birthday('ever'), [on('03-10T12:00'), on('12-31T12:00')]).got).toEqual([100, 0]);
  });

  it('is not forgotten because of one that is told late', () => {
    expect(earning(birthday('month'), [on('03-10T12:00'), on('02-10T12:00'), on('03-11T12:00')]).got).toEqual([100, 100, 0]);
  });

  it('begins anew when the programme counts in other periods', () => {
    const { state } = earning(birthday('ever'), [on('03-10T12:00')]);
    const { usage } = evaluateEarning(programOf(birthday('year')), 'points', on('03-11T12:00'), state);
    const after = given(account).commands(earn(100, NOON, { usage: [{ key: 'p/birthday', day: '2026-03-10', month: '2026-03', period: 'ever', points: 100 }] })).when(earn(100, at('03-11T12:00'), { usage })).state;
    expect(after.usage['p/birthday']).toMatchObject({ period: '2026', periodTimes: 1 });
    expect(evaluateEarning(programOf(birthday('year')), 'points', on('03-12T12:00'), after).points).toBe(0);
  });
});
