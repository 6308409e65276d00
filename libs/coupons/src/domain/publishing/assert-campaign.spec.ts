import type { Campaign } from '@loyalty/contracts';
import { instant } from '@loyalty/kernel';
import { amount, campaign, EUR, percent } from '../engine/engine.fixture';
import { assertCampaign, campaignFaults } from './assert-campaign';

const FACTS = { groups: [{ group: 'a', pick: 'all' as const, within: 'b' }, { group: 'b', pick: 'all' as const, within: 'a' }, { group: 'fine', pick: 'best' as const }], attributes: new Set(['city']) };
const faults = (changes: object, effects: Campaign['effects'] = [percent(100_000)]) => campaignFaults({ ...campaign('c', effects), ...changes }, FACTS).map(({ path, reason }) => `${path} ${reason}`);

describe('a campaign is refused', () => {
  it.each<[string, string[], string[]]>([
    ['over 100 percent', faults({}, [percent(1_050_000)]), ['/effects/0/ppm more than 100 percent']],
    ['whose end is before its start', faults({ schedule: { from: instant('2026-02-01T00:00:00Z'), until: instant('2026-01-01T00:00:00Z') } }), ['/schedule/until the end is not after the start']],
    ['without a currency', faults({}, [{ ...amount(100), amounts: {} } as Campaign['effects'][number]]), ['/effects/0/amounts the currency is missing']],
    ['in a currency that is not there', faults({}, [{ ...amount(100), amounts: { ABC: 5 } } as Campaign['effects'][number]]), ['/effects/0/amounts/ABC there is no such currency']],
    ['in a group within itself', faults({ group: 'a' }), ['/group the group is within itself']],
    ['in a group that is not there', faults({ group: 'none' }), ['/group there is no such group']],
    ['on an attribute that members do not have', faults({ conditions: [{ kind: 'memberAttribute', attribute: 'shoe', anyOf: [42] }] }), ['/conditions/0/attribute members have no such attribute']],
    ['with an unknown kind', faults({ conditions: [{ kind: 'moon' }] }), ['/conditions/0/kind there is no such kind']],
    ['with an argument that no kind has', faults({}, [{ ...percent(1), colour: 'red' } as unknown as Campaign['effects'][number]]), ['/effects/0/colour there is no such argument']],
    ['with an argument named like what every object has', faults({}, [{ ...percent(1), constructor: 1 } as unknown as Campaign['effects'][number]]), ['/effects/0/constructor there is no such argument']],
    ['without effects', faults({ effects: [] }), ['/effects 1 to 20 are expected']],
    ['whose money has no currency', faults({ limits: [{ count: 'money', per: 'campaign', every: 'ever', most: 1 }] }), ['/limits/0/currency the currency is missing']],
    ['whose codes are counted though it has none', faults({ limits: [{ count: 'uses', per: 'code', every: 'ever', most: 1 }] }), ['/limits/0/per an automatic campaign has no codes']],
    ['whose steps do not rise', faults({}, [{ kind: 'steppedAmount', by: 'quantity', currency: 'EUR', steps: [{ from: 5, value: 1 }, { from: 5, value: 2 }], target: { over: 'items' } }]), ['/effects/0/steps/1/from whole numbers that rise are expected']],
    ['whose steps by amount have no currency', faults({}, [{ kind: 'steppedPercent', by: 'amount', steps: [{ from: 0, value: 1 }], target: { over: 'items' } }]), ['/effects/0/currency the currency is missing']],
    ['in a time zone that is not there', faults({ conditions: [{ kind: 'hours', zone: 'Mars/Olympus' }] }), ['/conditions/0/zone there is no such time zone']],
    ['on a target that is not one', faults({}, [{ ...percent(1), target: { over: 'moon', units: { most: 0 } } } as unknown as Campaign['effects'][number]]), ['/effects/0/target/over one of items, shipping, all is expected', '/effects/0/target/units/most a whole number from 1 to 999999999999999 is expected']],
    ['whose periods have no zone', faults({ limits: [{ count: 'uses', per: 'campaign', every: 'day', most: 1 }] }), ['/zone the zone in which periods begin is missing']],
    ['with effects beside its variants', faults({ variants: [{ variant: 'a', weight: 1, effects: [percent(1)] }, { variant: 'b', weight: 1, effects: [percent(2)] }] }), ['/effects effects stand in the variants, none beside them']],
    ['with one variant', faults({ effects: [], variants: [{ variant: 'a', weight: 1, effects: [percent(1)] }] }), ['/variants 2 to 20 are expected']],
    ['with variants that cannot work', faults({ effects: [], variants: [{ variant: 'a', weight: 0, effects: [] }, { variant: 'a', weight: 1, effects: [percent(2_000_000)] }] }), [
      '/variants/0/weight a whole number from 1 to 1000000 is expected', '/variants/0/effects 1 to 20 are expected', '/variants/1/effects/0/ppm more than 100 percent', '/variants a variant is repeated']],
    ['with codes though it is automatic', faults({ sharedCodes: ['A10'] }), ['/sharedCodes an automatic campaign has no codes']],
    ['that deducts without a minimum', faults({ whenThresholdBreaks: 'deduct' }), ['/whenThresholdBreaks there is no minimum that a return could break']],
    ['that keeps everybody out', faults({ holdOutPpm: 1_000_000 }), ['/holdOutPpm a whole number from 1 to 900000 is expected']],
    ['that holds for longer than a day', faults({ holdSeconds: 86_401 }), ['/holdSeconds a whole number from 1 to 86400 is expected']],
  ])('%s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it('with every fault, the first one named', () => {
    const wrong = { ...campaign('c', percent(2_000_000)), priority: -1 };
    expect(() => assertCampaign(wrong, FACTS)).toThrow(expect.objectContaining({
      code: 'campaign_invalid', facts: expect.objectContaining({ field: '/priority', faults: [expect.objectContaining({ path: '/priority' }), expect.objectContaining({ path: '/effects/0/ppm' })] }),
    }));
  });
});

it('a campaign with everything is taken', () => {
  const full: Partial<Campaign> = {
    trigger: 'code', group: 'fine', base: 'initial', schedule: { from: instant('2026-01-01T00:00:00Z'), until: instant('2026-02-01T00:00:00Z') },
    audience: { segments: ['vip'], tiers: ['gold'], members: 'existing', holderOnly: true }, channels: ['web'], stores: ['tlv'],
    conditions: [
      { kind: 'minimumAmount', amounts: EUR(1), basis: { of: 'initial', items: { brands: ['Acme'] }, shipping: 'with', tax: 'without' } }, { kind: 'maximumAmount', amounts: EUR(1), basis: { of: 'remaining' } },
      { kind: 'minimumQuantity', items: { skus: ['tea'] }, quantity: 1 }, { kind: 'nthOrder', nth: 1 }, { kind: 'shippingMethod', anyOf: ['parcel'] }, { kind: 'paymentMethod', anyOf: ['card'] },
      { kind: 'memberAttribute', attribute: 'city', anyOf: ['Haifa'] }, { kind: 'hours', zone: 'Asia/Jerusalem', weekdays: [1, 7], fromMinute: 0, toMinute: 1_440 },
    ],
    limits: [{ count: 'uses', per: 'code', every: 'ever', most: 1 }, { count: 'money', per: 'campaign', every: 'month', most: 100, currency: 'EUR', short: 'rest' }],
    zone: 'Asia/Jerusalem', sharedCodes: ['WELCOME10'], holdOutPpm: 100_000, whenCancelled: 'keeps', whenThresholdBreaks: 'deduct', holdSeconds: 900,
  };
  expect(campaignFaults(campaign('c', [percent(1_000_000, { cap: EUR(5), target: { over: 'items', items: { onSale: false, except: { skus: ['pot'] }, unitPrice: { from: EUR(1) } }, units: { most: 1, take: 'dearest' } } })], full), FACTS)).toEqual([]);
});
