import { parseDecimal } from './decimal';
import { invalid } from './errors';
import { mulDivFloor, mulDivHalfUp } from './integers';

/** A rate in whole parts per million: 10.5 % is 105,000; a factor of 1.5 is 1,500,000. */
export type Ppm = number;

/** 100 %, or a factor of 1. */
export const PPM_ONE: Ppm = 1_000_000;

/** `'10.5'` (per cent, up to 4 decimals, not negative) is 105,000. @throws validation `percent_invalid` */
export function parsePercent(text: string): Ppm {
  return parseRate(text, 4, 'percent_invalid', 'A percentage');
}

/** `'1.5'` (up to 6 decimals, not negative) is 1,500,000. @throws validation `factor_invalid` */
export function parseFactor(text: string): Ppm {
  return parseRate(text, 6, 'factor_invalid', 'A factor');
}

function parseRate(text: string, decimals: number, code: string, name: string): Ppm {
  const ppm = parseDecimal(text, decimals);
  if (ppm === undefined || ppm < 0) throw invalid(code, `${name} is a decimal from 0 up with up to ${decimals} digits after the point`, { decimals });
  return ppm;
}

/** The share of an amount, rounded towards minus infinity. @throws as `mulDivFloor` */
export function applyPpmFloor(amount: number, ppm: Ppm): number {
  return mulDivFloor(amount, ppm, PPM_ONE);
}

/** The share of an amount, rounded to the nearest, halves away from zero. @throws as `mulDivHalfUp` */
export function applyPpmHalfUp(amount: number, ppm: Ppm): number {
  return mulDivHalfUp(amount, ppm, PPM_ONE);
}
