/**
 * An amount that stands for several equal units is divided over them to the unit. Of a discount the first units bear one
 * more; so of a price the last units have one more. Then what is left of a unit's price is never below 0, and taking more
 * off never gives a unit anything back.
 */

/** What of a price of `units` units belongs to the units [from, to). */
export function priceOfUnits(total: number, units: number, from: number, to: number): number {
  const dearer = total % units;
  const dearerHere = Math.max(0, to - Math.max(from, units - dearer));
  return ((total - dearer) / units) * (to - from) + dearerHere;
}

/** The sum of a function of a unit's price over all units. */
export function sumOverUnits(total: number, units: number, of: (price: number) => number): number {
  const dearer = total % units;
  const price = (total - dearer) / units;
  return (units - dearer) * of(price) + (dearer === 0 ? 0 : dearer * of(price + 1));
}
