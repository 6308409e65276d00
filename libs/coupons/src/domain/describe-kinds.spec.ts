import Ajv from 'ajv';
import { campaign, EUR } from './engine/engine.fixture';
import fc from 'fast-check';
import { describeConditions, describeEffects } from './describe-kinds';
import { CONDITIONS } from './conditions/registry';
import { EFFECTS } from './effects/registry';
import { someEffect } from './engine/promotions.fixture';
import { campaignFaults } from './publishing/assert-campaign';

const FACTS = { groups: [], attributes: new Set<string>() };
const ajv = new Ajv({ strict: false, allErrors: true });

it('every kind stands under its own name, with texts in both languages', () => {
  for (const [name, kind] of Object.entries({ ...EFFECTS, ...CONDITIONS })) {
    expect(kind.kind).toBe(name);
    expect(kind.text.en.length * kind.text.he.length).toBeGreaterThan(0);
  }
  expect([describeEffects().length, describeConditions().length]).toEqual([12, 8]);
});

describe('the schema of a kind', () => {
  const validators = new Map(describeEffects().map(({ kind, schema }) => [kind, ajv.compile(schema)]));
  const allows = ({ kind, ...args }: { readonly kind: string }) => validators.get(kind)!(JSON.parse(JSON.stringify(args)));

  it('takes what publishing takes', () => {
    fc.assert(fc.property(someEffect, (effect) => {
      expect(campaignFaults(campaign('c', effect), FACTS)).toEqual([]);
      expect(allows(effect)).toBe(true);
    }));
  });

  it.each([
    { kind: 'percentOff', ppm: 1_000_001, target: { over: 'items' } },
    { kind: 'percentOff', ppm: 1 },
    { kind: 'amountOff', amounts: {}, per: 'order', target: { over: 'items' } },
    { kind: 'amountOff', amounts: EUR(0.5), per: 'order', target: { over: 'items' } },
    { kind: 'gift', sku: '', quantity: 1 },
    { kind: 'pointsBonus', wallet: 'beans', points: 5, more: true },
  ])('refuses what publishing refuses: %j', (effect) => {
    expect(campaignFaults(campaign('c', effect as never), FACTS)).not.toEqual([]);
    expect(allows(effect)).toBe(false);
  });
});
