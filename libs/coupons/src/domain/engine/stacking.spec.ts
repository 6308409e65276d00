import type { Campaign, CampaignGroup } from '@loyalty/contracts';
import { amount, asked, campaign, gave, HALF, line, percent, reasons, request } from './engine.fixture';

const mug = request([line('mug', 1, 10_000)]);
const ten = (id: string, more: Partial<Campaign> = {}) => campaign(id, amount(1_000), more);
const fifth = (id: string, more: Partial<Campaign> = {}) => campaign(id, percent(200_000), more);

describe('the order of promotions', () => {
  it('is by phase, then by priority, then by id', () => {
    expect(Object.keys(gave(asked([ten('b'), ten('a'), ten('z', { priority: 9 }), ten('early', { phase: 'line' })], mug)))).toEqual(['early', 'z', 'a', 'b']);
  });

  it('decides what percentages are taken of', () => {
    expect(gave(asked([ten('ten', { priority: 1 }), fifth('fifth', { priority: 4 })], mug))).toEqual({ fifth: 2_000, ten: 1_000 });
    expect(gave(asked([ten('ten', { priority: 4 }), fifth('fifth', { priority: 1 })], mug))).toEqual({ ten: 1_000, fifth: 1_800 });
  });
});

describe('an exclusive promotion', () => {
  it('stands alone, whatever its priority, but for those that are always there', () => {
    const told = asked([ten('ten', { priority: 5 }), fifth('fifth', { priority: 1, stackClass: 'exclusive' }), ten('always', { stackClass: 'always' }), ten('other', { stackClass: 'exclusive' })], mug);
    expect(gave(told)).toEqual({ fifth: 2_000, always: 1_000 });
    expect(reasons(told)).toEqual({ ten: 'exclusive_applied', other: 'exclusive_applied' });
  });

  it('that gives nothing stands in nobody’s way', () => {
    const nothing = fifth('alone', { stackClass: 'exclusive', conditions: [{ kind: 'minimumQuantity', items: {}, quantity: 9 }] });
    const told = asked([ten('ten'), nothing], mug);
    expect([gave(told), reasons(told)]).toEqual([{ ten: 1_000 }, { alone: 'quantity_too_low' }]);
  });
});

describe('a group', () => {
  const group = (pick: CampaignGroup['pick'], within?: string): CampaignGroup => ({ group: pick, pick, ...(within === undefined ? {} : { within }) });
  const both = (pick: CampaignGroup['pick']) => asked([ten('ten', { priority: 1, group: pick }), fifth('fifth', { group: pick })], mug, { groups: [group(pick)] });

  it('gives the first, the best or all of its campaigns', () => {
    expect([gave(both('first')), gave(both('best')), gave(both('all'))]).toEqual([{ ten: 1_000 }, { fifth: 2_000 }, { ten: 1_000, fifth: 1_800 }]);
    expect([reasons(both('first')), reasons(both('best'))]).toEqual([{ fifth: 'group_taken' }, { ten: 'better_applied' }]);
    expect([both('best').search, both('all').search]).toEqual(['exact', undefined]);
  });

  it('may be one choice of another group', () => {
    const groups: CampaignGroup[] = [group('best'), { group: 'pair', pick: 'all', within: 'best' }];
    const told = asked([ten('a', { group: 'pair' }), ten('b', { group: 'pair' }), campaign('single', amount(1_900), { group: 'best' })], mug, { groups });
    expect(gave(told)).toEqual({ a: 1_000, b: 1_000 });
  });

  it('of many candidates is searched greedily, and says so', () => {
    const many = Array.from({ length: 13 }, (_, i) => campaign(`c${i}`, amount(100 * (i + 1)), { group: 'best' }));
    const told = asked(many, mug, { groups: [group('best')] });
    expect([told.search, gave(told)]).toEqual(['greedy', { c12: 1_300 }]);
  });

  it('may give each line its own best', () => {
    const shop = request([line('a', 1, 1_000), line('b', 1, 10_000)]);
    const candidates = [campaign('fix', amount(300, { per: 'line' }), { group: 'best' }), fifth('fifth', { group: 'best' })];
    expect(gave(asked(candidates, shop, { groups: [group('best')], profile: { bestOf: 'line' } }))).toEqual({ fifth: 2_000, fix: 300 });
  });

  it('that is not there, or is within itself, is refused', () => {
    expect(() => asked([ten('a', { group: 'none' })], mug)).toThrow(expect.objectContaining({ code: 'group_unknown' }));
    expect(() => asked([ten('a', { group: 'x' })], mug, { groups: [{ group: 'x', pick: 'all', within: 'y' }, { group: 'y', pick: 'all', within: 'x' }] })).toThrow(expect.objectContaining({ code: 'group_circular' }));
  });
});

describe('units', () => {
  const shop = request([line('a', 2, 1_000), line('b', 1, 3_000)]);
  const first = campaign('first', percent(HALF, { target: { over: 'items', items: { skus: ['a'] } } }), { priority: 2 });

  it('that one promotion discounted are gone for the next where the profile says so', () => {
    const profile = { units: 'consumed' } as const;
    expect(gave(asked([first, fifth('fifth')], shop, { profile }))).toEqual({ first: 1_000, fifth: 600 });
    expect(gave(asked([first, fifth('fifth', { stackClass: 'always' })], shop, { profile }))).toEqual({ first: 1_000, fifth: 800 });
    expect(gave(asked([first, fifth('fifth')], shop))).toEqual({ first: 1_000, fifth: 800 });
  });

  it('are limited from the lines with the most of them where the profile says so', () => {
    const one = campaign('c', percent(HALF, { target: { over: 'items', units: { most: 1 } } }));
    expect(gave(asked([one], shop, { profile: { limitOrder: 'mostUnits' } }))).toEqual({ c: 500 });
    expect(gave(asked([one], shop))).toEqual({ c: 1_500 });
  });
});

describe('several effects of one campaign', () => {
  it('work on the same base, and together take at most what is there', () => {
    expect(gave(asked([campaign('c', [percent(HALF), percent(HALF), percent(HALF)])], mug))).toEqual({ c: 10_000 });
    expect(gave(asked([campaign('c', [amount(1_000), percent(200_000)])], mug))).toEqual({ c: 3_000 });
  });
});
