import { LIVE_CAMPAIGNS_MAX } from '@loyalty/contracts';
import { given } from '@loyalty/testing';
import { campaign, NOON, percent } from '../engine/engine.fixture';
import { catalogue } from './catalogue';
import { compiledCatalogue } from './compiled-catalogue';

const at = NOON;
const TEN = campaign('ten', percent(100_000));
const enter = (one = TEN) => ({ kind: 'enter' as const, campaign: one, at });
const group = (name: string, within?: string) => ({ kind: 'group' as const, group: { group: name, pick: 'best' as const, ...(within === undefined ? {} : { within }) }, at });

describe('the catalogue', () => {
  it('has each campaign as it is now, and those that left no more', () => {
    const entered = given(catalogue).commands(enter(), enter({ ...TEN, version: 2 }));
    expect(entered.when(enter(campaign('five', percent(50_000)))).state).toMatchObject({ count: 2, campaigns: { ten: { version: 2 } } });
    expect(entered.when({ kind: 'leave', campaignId: 'ten', at }).state).toMatchObject({ count: 0, campaigns: {} });
    entered.when({ kind: 'leave', campaignId: 'five', at }).thenNothing();
  });

  it('takes no more live campaigns than there may be, but new versions of those that are there', () => {
    const full = { ...catalogue.initial, count: LIVE_CAMPAIGNS_MAX, campaigns: { ten: TEN } };
    expect(() => catalogue.decide(enter(campaign('more', percent(1))), full)).toThrow(expect.objectContaining({ code: 'too_many_live_campaigns', facts: { most: 10_000 } }));
    expect(catalogue.decide(enter({ ...TEN, version: 2 }), full)).toHaveLength(1);
  });

  it('refuses a group within itself, or within one that is not there', () => {
    const two = given(catalogue).commands(group('a'), group('b', 'a'));
    two.when(group('a', 'b')).thenRefused('group_circular');
    two.when(group('c', 'none')).thenRefused('group_unknown');
    two.when(group('a')).thenLike({ type: 'coupon.group.defined.v1' });
  });

  it('knows an attribute once', () => {
    const city = { kind: 'attribute' as const, attribute: 'city', at };
    given(catalogue).commands(city).when(city).thenNothing();
  });

  it('is compiled once for each state', () => {
    const { state } = given(catalogue).when(enter());
    expect(compiledCatalogue(state)).toBe(compiledCatalogue(state));
    expect(compiledCatalogue({ ...state })).not.toBe(compiledCatalogue(state));
  });
});
