import type { CompatibilityProfile } from '@loyalty/contracts';
import { allocate, mulDivFloor } from '@loyalty/kernel';
import { mulDivRounded } from './rounding';

/** One that takes part, with the most it can take. */
export interface Part {
  readonly id: string;
  readonly weight: number;
  readonly room: number;
}

export type Remainder = CompatibilityProfile['remainder'];
type Divide = (total: number, parts: readonly Part[], weightSum: number) => number[];

const floors: Divide = (total, parts, sum) => parts.map(({ weight }) => mulDivFloor(total, weight, sum));
const sumOf = (amounts: readonly number[]) => amounts.reduce((sum, amount) => sum + amount, 0);

/** Adds what is missing (or takes away what is too much) one by one from the first on, as far as there is room. */
function settle(amounts: number[], parts: readonly Part[], missing: number): number[] {
  const step = missing < 0 ? -1 : 1;
  let rest = Math.abs(missing);
  for (let moved = true; rest > 0 && moved; ) {
    moved = false;
    for (let i = 0; i < parts.length && rest > 0; i += 1) {
      const next = amounts[i]! + step;
      if (parts[i]!.weight === 0 || next < 0 || next > parts[i]!.room) continue;
      amounts[i] = next;
      rest -= 1;
      moved = true;
    }
  }
  return amounts;
}

/** Ways to divide a total in proportion to weights to the unit. The weights add up to more than 0. */
export const REMAINDERS: Readonly<Record<Remainder, Divide>> = {
  largest: (total, parts) => allocate(total, parts),
  first(total, parts, sum) {
    const amounts = floors(total, parts, sum);
    return settle(amounts, parts, total - sumOf(amounts));
  },
  fillFirst(total, parts, sum) {
    const amounts = floors(total, parts, sum);
    let rest = total - sumOf(amounts);
    return amounts.map((amount, i) => {
      const more = Math.min(rest, Math.max(parts[i]!.room - amount, 0));
      rest -= more;
      return amount + more;
    });
  },
  last(total, parts, sum) {
    const amounts = floors(total, parts, sum);
    const last = parts.findLastIndex(({ weight }) => weight > 0);
    amounts[last]! += total - sumOf(amounts);
    return amounts;
  },
  running(total, parts, sum) {
    let weights = 0;
    let before = 0;
    return parts.map(({ weight }) => {
      weights += weight;
      const until = mulDivRounded(total, weights, sum, 'half_up');
      const amount = until - before;
      before = until;
      return amount;
    });
  },
  nearest(total, parts, sum) {
    const amounts = parts.map(({ weight }) => mulDivRounded(total, weight, sum, 'half_down'));
    return settle(amounts, parts, total - sumOf(amounts));
  },
};
