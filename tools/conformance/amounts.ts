/** Amounts of one case in minor units of a currency that has as many digits as its numbers need. */
export interface Amounts {
  readonly currency: string;
  readonly decimals: number;
  /** @throws Error when the number has no place in the currency and is no quotient */
  toMinor(value: unknown): number;
}

/** Three digits after the point need a currency that has them; what has more is a quotient, which is rounded. */
const BY_DECIMALS = { 2: 'USD', 3: 'KWD' } as const;

export function amountsOf(unit: string, numbers: readonly number[], currency: string | undefined): Amounts {
  const most = Math.max(0, ...numbers.map(decimalsOf).filter((decimals) => decimals <= 3));
  const own = currency ?? BY_DECIMALS[unit === 'major' && most === 3 ? 3 : 2];
  const decimals = own === 'JPY' ? 0 : own === 'KWD' ? 3 : 2;
  const factor = unit === 'major' ? 10 ** decimals : 1;
  return {
    currency: own,
    decimals: unit === 'major' ? decimals : 0,
    toMinor(value) {
      // What is missing is left for our own checks to refuse.
      if (value === null) return Number.NaN;
      if (typeof value !== 'number') throw new Error(`not an amount: ${JSON.stringify(value)}`);
      return Math.round(Number((value * factor).toPrecision(15)));
    },
  };
}

export function decimalsOf(value: number): number {
  return (String(value).split('.')[1] ?? '').length;
}

/** Every number anywhere in a value. */
export function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(numbersIn);
}

/** A percentage in parts per million. */
export function toPpm(value: unknown): number {
  if (value === null) return Number.NaN;
  if (typeof value !== 'number') throw new Error(`not a percentage: ${JSON.stringify(value)}`);
  return Math.round(value * 10_000);
}
