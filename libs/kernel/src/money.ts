import { CURRENCY_EXPONENTS } from './currencies';
import { formatDecimal, parseDecimal } from './decimal';
import { invalid } from './errors';

/** An amount in the minor unit of its currency: `{ amountMinor: 1234, currency: 'USD' }` is 12.34 dollars. */
export interface Money {
  readonly amountMinor: number;
  /** ISO 4217, upper case */
  readonly currency: string;
}

/** Digits after the point: USD 2, JPY 0, KWD 3 (ISO 4217). @throws validation `currency_invalid` */
export function currencyExponent(code: string): number {
  const exponent = CURRENCY_EXPONENTS.get(code);
  if (exponent === undefined) throw notACurrency(code, 'currency');
  return exponent;
}

/** @throws validation `currency_invalid` naming the field */
export function assertCurrency(code: unknown, field = 'currency'): asserts code is string {
  if (!CURRENCY_EXPONENTS.has(code as string)) throw notACurrency(code, field);
}

/**
 * Exact: `('12.34', 'USD')` is 1234 cents, `('12.3', 'USD')` is 1230. A point, no grouping, no sign but a leading minus.
 * @throws validation `money_invalid` (more decimals than the currency has, or no decimal), `currency_invalid`
 */
export function parseMoney(text: string, currency: string): Money {
  const exponent = currencyExponent(currency);
  const amountMinor = parseDecimal(text, exponent);
  if (amountMinor === undefined) {
    throw invalid('money_invalid', `An amount in ${currency} is a decimal with up to ${exponent} digits after the point`, { currency, exponent });
  }
  return { amountMinor, currency };
}

/** Decimal text with all the currency's digits and without its name: `12.30`. @throws validation `currency_invalid` */
export function formatMoney(money: Money): string {
  return formatDecimal(money.amountMinor, currencyExponent(money.currency));
}

function notACurrency(given: unknown, field: string) {
  const shown = typeof given === 'string' ? given.slice(0, 8) : typeof given;
  return invalid('currency_invalid', `${field} must be a currency code of ISO 4217, not ${shown}`, { field, given: shown });
}
