import type { BasketLine, Campaign, CampaignCondition, CampaignEffect, EvaluationRequest, ItemSelection, Target } from '@loyalty/contracts';
import fc from 'fast-check';
import { campaign, EUR, NOON } from './engine.fixture';

/** Any small basket: repeated articles, prices of a cent, free goods, floors, goods on sale. */
const someLine = (at: number): fc.Arbitrary<BasketLine> =>
  fc.record({
    quantity: fc.integer({ min: 1, max: 7 }), unitPriceMinor: fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 20_000 })),
    sku: fc.constantFrom('tea', 'pot', 'cup'), categories: fc.subarray(['drinks', 'china']), brand: fc.constantFrom('Acme', 'Bolt'), onSale: fc.boolean(),
    floorUnitPriceMinor: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 5_000 }) }),
  }).map((line) => ({ ...line, lineId: `l${at}` }));

export const someRequest: fc.Arbitrary<EvaluationRequest> = fc
  .record({
    lines: fc.integer({ min: 0, max: 6 }).chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => someLine(at)))),
    shipping: fc.integer({ min: 0, max: 1_000 }), segments: fc.subarray(['vip', 'staff']), orders: fc.integer({ min: 0, max: 2 }),
  })
  .map(({ lines, shipping, segments, orders }) => ({ at: NOON, member: { memberId: 'm', orders, segments }, basket: { currency: 'EUR', lines, shipping: [{ method: 'parcel', amountMinor: shipping }] } }));

const someItems: fc.Arbitrary<ItemSelection> = fc.oneof(
  fc.constant<ItemSelection>({}), fc.constantFrom('tea', 'pot').map((sku): ItemSelection => ({ skus: [sku] })), fc.constantFrom('drinks', 'china').map((category): ItemSelection => ({ categories: [category] })),
  fc.boolean().map((onSale): ItemSelection => ({ onSale })), fc.constant<ItemSelection>({ except: { brands: ['Acme'] } }),
);

const someTarget: fc.Arbitrary<Target> = fc.record({ over: fc.constantFrom('items' as const, 'shipping' as const, 'all' as const), items: someItems, units: fc.option(fc.record({ most: fc.integer({ min: 1, max: 5 }), take: fc.constantFrom('cheapest' as const, 'dearest' as const) }), { nil: undefined }) })
  .map(({ over, items, units }) => ({ over, items, ...(units === undefined ? {} : { units }) }));

const ppm = fc.oneof(fc.integer({ min: 1, max: 1_000_000 }), fc.constantFrom(1, 105_000, 333_333, 1_000_000));
const minor = fc.oneof(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 1, max: 30_000 })).map(EUR);

export const someEffect: fc.Arbitrary<CampaignEffect> = fc.oneof(
  fc.record({ kind: fc.constant('percentOff' as const), ppm, target: someTarget }),
  fc.record({ kind: fc.constant('percentOff' as const), ppm, target: someTarget, cap: minor }),
  fc.record({ kind: fc.constant('amountOff' as const), amounts: minor, per: fc.constantFrom('order' as const, 'line' as const, 'unit' as const), target: someTarget }),
  fc.record({ kind: fc.constant('amountOff' as const), amounts: minor, per: fc.constantFrom('order' as const, 'line' as const, 'unit' as const), target: someTarget, ofCoupon: fc.constant(true) }),
  fc.record({ kind: fc.constant('fixedPrice' as const), amounts: minor, target: someTarget }),
  fc.record({
    kind: fc.constant('buyGet' as const), ppm, take: fc.constantFrom('cheapest' as const, 'dearest' as const), incomplete: fc.boolean(), sameLine: fc.boolean(),
    buy: fc.record({ items: someItems, quantity: fc.integer({ min: 1, max: 3 }) }), get: fc.record({ items: someItems, quantity: fc.integer({ min: 1, max: 2 }) }),
  }),
  fc.record({ kind: fc.constant('bundlePrice' as const), quantity: fc.integer({ min: 2, max: 4 }), amounts: minor, target: someTarget }),
  fc.record({ kind: fc.constant('firstAndNext' as const), first: minor, next: minor, target: someTarget }),
  fc.record({ kind: fc.constant('steppedPercent' as const), by: fc.constant('quantity' as const), steps: fc.constant([{ from: 1, value: 50_000 }, { from: 4, value: 200_000 }]), target: someTarget }),
);

const someCondition: fc.Arbitrary<CampaignCondition> = fc.oneof(
  fc.record({ kind: fc.constant('minimumAmount' as const), amounts: minor, basis: fc.record({ of: fc.constantFrom('initial' as const, 'remaining' as const) }) }),
  fc.record({ kind: fc.constant('minimumQuantity' as const), items: someItems, quantity: fc.integer({ min: 1, max: 5 }) }),
);

/** Any campaigns, each with an id of its own. */
export const someCampaigns: fc.Arbitrary<Campaign[]> = fc.array(
  fc.record({
    effects: fc.array(someEffect, { minLength: 1, maxLength: 2 }), conditions: fc.array(someCondition, { maxLength: 1 }), priority: fc.integer({ min: 0, max: 3 }),
    phase: fc.constantFrom('line' as const, 'order' as const, 'shipping' as const), base: fc.constantFrom('remaining' as const, 'initial' as const),
    stackClass: fc.constantFrom('common' as const, 'common' as const, 'common' as const, 'always' as const, 'exclusive' as const),
  }),
  { maxLength: 6 },
).map((all) => all.map(({ effects, ...more }, i) => campaign(`c${i}`, effects, more)));
