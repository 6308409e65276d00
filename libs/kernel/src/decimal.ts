import { SAFE_AMOUNT_MAX } from './integers';

const DECIMAL = /^(-?)(\d{1,15})(?:\.(\d{1,15}))?$/;

/**
 * Decimal text as an integer count of 10^-decimals: `('10.5', 4)` is 105000. No float on the way. Undefined when the text
 * is no plain decimal, has more decimals than that, or passes `SAFE_AMOUNT_MAX`. Inside this room only.
 */
export function parseDecimal(text: string, decimals: number): number | undefined {
  const match = typeof text === 'string' ? DECIMAL.exec(text) : null;
  if (match === null) return undefined;
  const fraction = match[3] ?? '';
  if (fraction.length > decimals) return undefined;
  const units = Number(match[2]! + fraction.padEnd(decimals, '0'));
  if (units > SAFE_AMOUNT_MAX) return undefined;
  return match[1] === '-' && units !== 0 ? -units : units;
}

/** The inverse, always with all decimals: `(105000, 4)` is `10.5000`. */
export function formatDecimal(units: number, decimals: number): string {
  const digits = String(Math.abs(units)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  const sign = units < 0 ? '-' : '';
  return decimals === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-decimals)}`;
}
