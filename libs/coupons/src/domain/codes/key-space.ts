import { assertAmount, rejected } from '@loyalty/kernel';

/** Signs that a code is made of, and how many. */
export interface CodePattern {
  readonly alphabet: string;
  /** Signs that are drawn: without prefix and check sign. */
  readonly length: number;
}

/**
 * Refuses to make more codes than half of what is still free of the pattern: codes beyond that would be found by guessing,
 * and finding a free one would take ever longer.
 * @throws state `key_space_exhausted`, validation `amount_invalid`
 */
export function assertKeySpace({ alphabet, length }: CodePattern, existing: number, wanted: number): void {
  assertAmount(length, 'length', { min: 1, max: 40 });
  assertAmount(existing, 'existing');
  assertAmount(wanted, 'wanted', { min: 1 });
  const free = BigInt(new Set(alphabet).size) ** BigInt(length) - BigInt(existing);
  if (BigInt(wanted) * 2n > free) throw rejected('key_space_exhausted', 'This pattern has too few codes left', { wanted, free: String(free) });
}
