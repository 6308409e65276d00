import { assertAmount } from './integers';

/** Points as an integer in the smallest unit of their wallet; a wallet that shows decimals says how many. Never money. */
export type Points = number;

/** From 0 to `SAFE_AMOUNT_MAX` unless bounds say otherwise. @throws validation `amount_invalid` */
export function assertPoints(value: unknown, field: string, bounds?: { min?: number; max?: number }): asserts value is Points {
  assertAmount(value, field, bounds);
}
