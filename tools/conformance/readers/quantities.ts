import type { BasketLine, BuyGet } from '@loyalty/contracts';
import { compileCampaigns, evaluate } from '@loyalty/coupons';
import { words, type ReadCase, type Words } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { offersOf } from '../mapping/offers';
import { amountsOf } from '../amounts';
import { profileOf } from '../profiles';
import { NOW } from '../mapping/situation';

/** How many units are free, as an offer says, of so many that are bought. */
function unitsFree(effect: BuyGet, lines: readonly BasketLine[]): number {
  const campaigns = compileCampaigns([{
    campaignId: 'offer', version: 1, name: { en: 'Offer' }, trigger: 'automatic', phase: 'line', priority: 0, stackClass: 'common', schedule: {}, conditions: [], effects: [effect],
  }]);
  const { lines: told } = evaluate(campaigns, { at: NOW, basket: { currency: 'USD', lines } });
  return told.flatMap(({ allocations }) => allocations).reduce((sum, { from, to }) => sum + to - from, 0);
}

const line = (sku: string, quantity: number, unitPriceMinor: number): BasketLine[] => (quantity === 0 ? [] : [{ lineId: sku, sku, quantity, unitPriceMinor }]);

function offer(word: string, value: Words, group: string): BuyGet {
  return offersOf(word, value, {}, amountsOf('minor', [], undefined), profileOf(group))[0] as BuyGet;
}

/** `{x2y1: {units: free}}`: of the same goods. */
export function table({ group, case: one }: ReadCase): Check[] {
  return Object.entries(words(one['table'])).flatMap(([name, rows]) => {
    const [, x, y] = /^x(\d+)y(\d+)$/.exec(name)!;
    const effect = offer('buyXgetY', { x: Number(x), y: Number(y) }, group);
    return Object.entries(words(rows)).map(([units, free]) => valueCheck(`${name}.${units}`, free, unitsFree(effect, line('A', Number(units), 1_000))));
  });
}

/** `{lines, min, reward, max, exp}`: of goods of which there are enough. */
export function rewardQuantities({ group, case: one }: ReadCase): Check[] {
  return (one['rewardQty'] as Words[]).map(({ lines, exp, ...rest }) => {
    const effect = offer('buyget', { buy: 'A', get: 'B', ...rest }, group);
    return valueCheck(JSON.stringify({ lines, ...rest }), exp, unitsFree(effect, [...line('A', Number(lines), 1_000), ...line('B', 1_000, 500)]));
  });
}
