import { invalid } from './errors';
import type { Random } from './ports';

/** Chance that repeats: the same seed gives the same sequence on every machine. Never for secrets or real ids. */
export interface SeededRandom extends Random {
  /** A uniform integer in `[0, maxExclusive)`, `maxExclusive` from 1 to 2^32. @throws validation `random_bound_invalid` */
  int(maxExclusive: number): number;
  /** True in `permille` of 1,000 cases. @throws validation `random_bound_invalid` outside 0 to 1,000 */
  chance(permille: number): boolean;
  /** One of the list, each equally likely. @throws validation `random_bound_invalid` for an empty list */
  pick<T>(list: readonly T[]): T;
}

/**
 * sfc32 (Chris Doty-Humphrey, PractRand), 128 bits of state, filled from the seed by splitmix32.
 * @throws validation `random_seed_invalid` unless the seed is a safe integer
 */
export function seededRandom(seed: number): SeededRandom {
  if (!Number.isSafeInteger(seed)) throw invalid('random_seed_invalid', 'A seed is a safe integer', { given: seed });
  const next = sfc32(seed);

  function int(maxExclusive: number): number {
    if (!Number.isInteger(maxExclusive) || maxExclusive < 1 || maxExclusive > 2 ** 32) {
      throw invalid('random_bound_invalid', 'A bound is an integer from 1 to 2^32', { given: maxExclusive });
    }
    const even = 2 ** 32 - (2 ** 32 % maxExclusive);
    for (;;) {
      const word = next();
      if (word < even) return word % maxExclusive;
    }
  }

  return {
    int,
    chance(permille) {
      if (!(permille >= 0 && permille <= 1000)) throw invalid('random_bound_invalid', 'A chance is 0 to 1,000 permille', { given: permille });
      return int(1000) < permille;
    },
    pick: (list) => list[int(list.length)]!,
    bytes(length) {
      const bytes = new Uint8Array(length);
      for (let i = 0, word = 0; i < length; i += 1, word >>>= 8) {
        if (i % 4 === 0) word = next();
        bytes[i] = word & 0xff;
      }
      return bytes;
    },
  };
}

function sfc32(seed: number): () => number {
  const low = splitmix32(seed % 2 ** 32);
  const high = splitmix32(Math.floor(seed / 2 ** 32));
  let a = low(), b = low(), c = high(), counter = high();
  return () => {
    const word = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
}

function splitmix32(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x9e3779b9) | 0;
    let z = state ^ (state >>> 16);
    z = Math.imul(z, 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return (z ^ (z >>> 15)) | 0;
  };
}
