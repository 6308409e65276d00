import type { BasketTax, CompatibilityProfile, Taxed } from '@loyalty/contracts';
import { mulDivHalfUp, PPM_ONE } from '@loyalty/kernel';

/** What of the taxes of one price matters: the sums of the rates within it and on top of it, and the fixed amount for a unit. */
function ratesOf(taxes: readonly BasketTax[]): { within: number; onTop: number; perUnit: number } {
  const rates = { within: 0, onTop: 0, perUnit: 0 };
  for (const tax of taxes) {
    if (tax.kind === 'perUnit') rates.perUnit += tax.amountMinor;
    else rates[tax.included ? 'within' : 'onTop'] += tax.ratePpm;
  }
  return rates;
}

/** A price with the taxes at a rate that come on top of it. Taxes on top are taken of the price without those within. */
export function withTaxes(amountMinor: number, taxes: readonly BasketTax[] | undefined): number {
  if (taxes === undefined || taxes.length === 0) return amountMinor;
  const { within, onTop } = ratesOf(taxes);
  return amountMinor + mulDivHalfUp(amountMinor, onTop, PPM_ONE + within);
}

/**
 * The tax of what is left of a price after discounts, rounded half up once. An amount for each unit is due in full: it is
 * never discounted. `payableExact` keeps `payable` to the unit of what was asked; `netAndTaxRounded` rounds net and tax
 * each by itself, so that their sum may differ from it by one; a price that holds all its taxes is paid as it stands.
 */
export function taxed(amountMinor: number, quantity: number, taxes: readonly BasketTax[] | undefined, { amounts, taxes: rounding }: Pick<CompatibilityProfile, 'amounts' | 'taxes'>): Taxed {
  if (taxes === undefined || taxes.length === 0) return { netMinor: amountMinor, taxMinor: 0, payableMinor: amountMinor };
  const { within, onTop, perUnit } = ratesOf(taxes);
  const fixed = perUnit * quantity;
  const contained = amounts === 'gross' ? within + onTop : within;
  const netMinor = mulDivHalfUp(amountMinor, PPM_ONE, PPM_ONE + contained);
  if (rounding === 'netAndTaxRounded' && onTop > 0) {
    const taxMinor = mulDivHalfUp(netMinor, within + onTop, PPM_ONE) + fixed;
    return { netMinor, taxMinor, payableMinor: netMinor + taxMinor };
  }
  const added = amounts === 'gross' ? 0 : mulDivHalfUp(amountMinor, onTop, PPM_ONE + within);
  const payableMinor = amountMinor + added + fixed;
  return { netMinor, taxMinor: payableMinor - netMinor, payableMinor };
}
