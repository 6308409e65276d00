import { simulate, type Invariant, type Mutation } from '@loyalty/testing/simulator';
import { BITES } from './bites';

/** A known bug and where it was found, if it was. */
export interface Found {
  readonly name: string;
  readonly seed?: number;
  readonly step?: number;
  readonly invariant?: Invariant;
  readonly message?: string;
}

/** Runs seeds with the bug in until one breaks a promise. */
export async function search(bite: () => Mutation, seedsMax: number): Promise<Found> {
  const { name } = bite();
  for (let seed = 1; seed <= seedsMax; seed += 1) {
    const { violation, steps } = await simulate({ seed, mutation: bite() });
    if (violation !== undefined) return { name, seed, step: steps, invariant: violation.invariant, message: violation.message };
  }
  return { name };
}

/** Looks for every known bug; one that is not found is a hole in the simulator. Answers the exit code. */
export async function searchBites(seedsMax: number, print: (line: string) => void): Promise<number> {
  let found = 0;
  for (const bite of BITES) {
    const { name, seed, step, invariant, message } = await search(bite, seedsMax);
    if (seed !== undefined) found += 1;
    print(seed === undefined ? `${name}: NOT FOUND in ${seedsMax} seeds` : `${name}: invariant ${invariant} at seed ${seed}, step ${step} (${message})`);
  }
  print(`${BITES.length} bugs, ${found} found`);
  return found === BITES.length ? 0 : 1;
}
