import type { Basket, BasketLine, CompatibilityProfile } from '@loyalty/contracts';
import { withTaxes } from '../tax/tax';
import { untouched, type WorkingLine } from './working-line';

/** A basket while promotions work on it. */
export interface WorkingBasket {
  readonly currency: string;
  /**
   * Goods, then shipping. By id, so that the order in which a basket lists its lines changes nothing; as they stand in the
   * basket only where a profile gives remainders to the first or last.
   */
  readonly lines: readonly WorkingLine[];
  /** What is given in return (lines below 0): 0 or less. */
  readonly credit: number;
}

export function workingBasket({ currency, lines, shipping = [] }: Basket, { remainder, amounts }: CompatibilityProfile): WorkingBasket {
  const goods = lines.map((line, place) => ofGoods(line, place, amounts));
  // Methods and line ids are named by different people; the mark, which neither can have, keeps them apart.
  const charges = shipping.map((charge, i) => {
    const initial = amounts === 'gross' ? withTaxes(charge.amountMinor, charge.taxes) : charge.amountMinor;
    return untouched({ id: `\uffff${charge.method}`, place: lines.length + i, shipping: charge, quantity: 1, initial, floor: 0 });
  });
  let credit = 0;
  for (const line of lines) credit += creditOf(line, amounts);
  if (remainder === 'largest') {
    goods.sort(byId);
    charges.sort(byId);
  }
  return { currency, lines: goods.concat(charges), credit };
}

/** What a line gives in return, 0 or less; no promotion touches it. */
export function creditOf({ unitPriceMinor, quantity, taxes }: BasketLine, amounts: CompatibilityProfile['amounts']): number {
  if (unitPriceMinor >= 0) return 0;
  return amounts === 'gross' ? withTaxes(unitPriceMinor * quantity, taxes) : unitPriceMinor * quantity;
}

function ofGoods(goods: BasketLine, place: number, amounts: CompatibilityProfile['amounts']): WorkingLine {
  const { lineId: id, quantity, floorUnitPriceMinor: floor = 0 } = goods;
  const priced = goods.unitPriceMinor < 0 ? 0 : goods.unitPriceMinor * quantity - (goods.discountMinor ?? 0);
  return untouched({ id, place, goods, quantity, initial: amounts === 'gross' ? withTaxes(priced, goods.taxes) : priced, floor });
}

function byId(a: WorkingLine, b: WorkingLine): number {
  if (a.id === b.id) return a.place - b.place;
  return a.id < b.id ? -1 : 1;
}

/** The most that may still be taken off the goods: what is left of them, less what is given in return. */
export function leftOfGoods({ lines, credit }: WorkingBasket): number {
  let left = credit;
  for (const line of lines) if (line.goods !== undefined) left += line.left;
  return Math.max(left, 0);
}
