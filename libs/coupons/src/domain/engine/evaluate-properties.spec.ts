import type { Campaign, EvaluatedLine, Evaluation } from '@loyalty/contracts';
import fc from 'fast-check';
import { returnLines } from '../returns/return-lines';
import { asked, campaign, percent } from './engine.fixture';
import { someCampaigns, someEffect, someRequest } from './promotions.fixture';

const RUNS = { numRuns: 400 };
const allocated = ({ lines, shipping }: Evaluation) => [...lines, ...shipping].flatMap(({ allocations }) => allocations);
const sum = (parts: readonly { readonly amountMinor: number }[]) => parts.reduce((total, { amountMinor }) => total + amountMinor, 0);

describe('whatever the campaigns and the basket', () => {
  it('a discount is at least 0 and at most what there is, and no floor is broken', () => {
    fc.assert(fc.property(someCampaigns, someRequest, (campaigns, request) => {
      const { lines, shipping } = asked(campaigns, request);
      for (const { discountMinor, amountMinor } of [...lines, ...shipping]) expect(discountMinor >= 0 && discountMinor <= amountMinor).toBe(true);
      lines.forEach(({ amountMinor, discountMinor, quantity }, i) => {
        const { unitPriceMinor, floorUnitPriceMinor = 0 } = request.basket.lines[i]!;
        if (discountMinor > 0) expect(amountMinor - discountMinor).toBeGreaterThanOrEqual(Math.min(floorUnitPriceMinor, unitPriceMinor) * quantity);
      });
    }), RUNS);
  });

  it('parts add up to their line, to their promotion and to the total', () => {
    fc.assert(fc.property(someCampaigns, someRequest, (campaigns, request) => {
      const told = asked(campaigns, request);
      for (const { allocations, discountMinor } of [...told.lines, ...told.shipping]) expect(sum(allocations)).toBe(discountMinor);
      for (const { campaignId, discountMinor } of told.applied) expect(sum(allocated(told).filter((one) => one.campaignId === campaignId))).toBe(discountMinor);
      expect(told.applied.reduce((total, { discountMinor }) => total + discountMinor, 0)).toBe(told.totals.discountMinor);
      expect(told.totals.payableMinor).toBe(told.totals.itemsMinor + told.totals.shippingMinor - told.totals.discountMinor);
    }), RUNS);
  });

  it('the order of the lines changes no amount of any line', () => {
    fc.assert(fc.property(someCampaigns, someRequest, fc.infiniteStream(fc.integer({ min: 0, max: 99 })), (campaigns, request, keys) => {
      const byId = (lines: readonly EvaluatedLine[]) => lines.toSorted((a, b) => (a.lineId < b.lineId ? -1 : 1));
      const shuffled = request.basket.lines.map((line) => ({ line, key: keys.next().value as number })).sort((a, b) => a.key - b.key).map(({ line }) => line);
      const told = asked(campaigns, request);
      const other = asked(campaigns.toReversed(), { ...request, basket: { ...request.basket, lines: shuffled } });
      expect(byId(other.lines)).toEqual(byId(told.lines));
      expect(other.totals).toEqual(told.totals);
    }), RUNS);
  });

  it('the same input gives the same output, byte for byte', () => {
    fc.assert(fc.property(someCampaigns, someRequest, (campaigns, request) => {
      const copy = JSON.parse(JSON.stringify({ campaigns, request })) as { campaigns: Campaign[]; request: typeof request };
      expect(JSON.stringify(asked(copy.campaigns, copy.request))).toBe(JSON.stringify(asked(campaigns, request)));
    }), RUNS);
  });

  it('a campaign that is not eligible changes nothing for anybody else', () => {
    fc.assert(fc.property(someCampaigns, someRequest, someEffect, fc.integer({ min: 0, max: 3 }), (campaigns, request, effect, priority) => {
      const closed = campaign('closed', effect, { priority, phase: 'line', stackClass: 'exclusive', channels: ['nowhere'] });
      const { refused: _refused, ...without } = asked(campaigns, request);
      const { refused: _also, ...with_ } = asked([...campaigns, closed], request);
      expect(with_).toEqual(without);
    }), RUNS);
  });

  it('without campaigns the prices are as they were', () => {
    fc.assert(fc.property(someRequest, (request) => {
      const { totals, lines } = asked([], request);
      expect(totals.discountMinor).toBe(0);
      expect(lines.map(({ amountMinor }) => amountMinor)).toEqual(request.basket.lines.map(({ quantity, unitPriceMinor }) => quantity * unitPriceMinor));
    }), RUNS);
  });

  it('returning everything unit by unit gives back exactly what was paid, and each promotion what it gave', () => {
    fc.assert(fc.property(someCampaigns, someRequest, (campaigns, request) => {
      const { lines, applied, shipping } = asked(campaigns, request);
      const returned = lines.flatMap(({ lineId, quantity }) => Array.from({ length: quantity }, (_, unit) => returnLines(lines, { [lineId]: unit }, [{ lineId, quantity: 1 }])[0]!));
      for (const { refundMinor } of returned) expect(refundMinor).toBeGreaterThanOrEqual(0);
      expect(returned.reduce((total, { refundMinor }) => total + refundMinor, 0)).toBe(lines.reduce((total, { amountMinor, discountMinor }) => total + amountMinor - discountMinor, 0));
      for (const { campaignId, discountMinor } of applied) {
        const onShipping = sum(shipping.flatMap(({ allocations }) => allocations).filter((one) => one.campaignId === campaignId));
        expect(sum(returned.flatMap(({ discounts }) => discounts).filter((one) => one.campaignId === campaignId))).toBe(discountMinor - onShipping);
      }
    }), RUNS);
  });
});

describe('the best of a group', () => {
  const total = (campaigns: readonly Campaign[], request: Parameters<typeof asked>[1]) => asked(campaigns, request, { groups: [{ group: 'one', pick: 'best' }] }).totals.discountMinor;
  const candidates = (least: number, most: number) => fc.array(someEffect, { minLength: least, maxLength: most }).map((effects) => effects.map((effect, i) => campaign(`k${i}`, effect, { group: 'one' })));

  it.each([['found exactly', 1, 6], ['found greedily', 13, 16]] as const)('is never worse than any single candidate: %s', (_, least, most) => {
    fc.assert(fc.property(candidates(least, most), someRequest, (all, request) => {
      const best = total(all, request);
      for (const one of all) expect(best).toBeGreaterThanOrEqual(total([one], request));
    }), { numRuns: 100 });
  });

  it('is never worse with another campaign beside it, either', () => {
    const beside = campaign('beside', percent(100_000), { phase: 'shipping' });
    fc.assert(fc.property(candidates(1, 5), someRequest, (all, request) => {
      const best = total([...all, beside], request);
      for (const one of all) expect(best).toBeGreaterThanOrEqual(total([one, beside], request));
    }), { numRuns: 200 });
  });
});
