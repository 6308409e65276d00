import { setImmediate as turn } from 'node:timers/promises';
import { simulate, Violation, type SimulationResult } from '@loyalty/testing/simulator';
import { readArguments, USAGE, type Arguments } from './arguments';
import { searchBites } from './search-bites';
import { reportOf } from './report';

/** One seed in so many is run twice: the second time must come out the same. */
const TWICE_EVERY = 20;

/** The command line; answers the exit code. */
export async function run(argv: readonly string[], print: (line: string) => void = console.log): Promise<number> {
  let given: Arguments | 'help';
  try {
    given = readArguments(argv);
  } catch (error) {
    print(`${(error as Error).message}\n\n${USAGE}`);
    return 2;
  }
  if (given === 'help') {
    print(USAGE);
    return 0;
  }
  return given.bites ? searchBites(given.seeds, print) : searchSeeds(given, print);
}

async function searchSeeds({ seed: first, seeds, until, json }: Arguments, print: (line: string) => void): Promise<number> {
  let violations = 0;
  const started = process.hrtime.bigint();
  const sums = { commands: 0, steps: 0 };
  const struck: Record<string, number> = {};
  for (let seed = first; seed < first + seeds; seed += 1) {
    const result = await twiceNowAndThen(seed, until);
    sums.commands += result.acknowledged;
    sums.steps += result.steps;
    for (const [fault, times] of Object.entries(result.struck)) struck[fault] = (struck[fault] ?? 0) + times;
    if (json) print(jsonOf(result));
    if (result.violation !== undefined) {
      violations += 1;
      // The same seed again, this time with everything written down.
      if (!json) print(reportOf({ ...(await simulate({ seed, until, trace: true })), violation: result.violation }));
    } else if (until < Infinity && !json) {
      print(reportOf(await simulate({ seed, until, trace: true })));
    }
    progress(seed - first + 1, seeds, violations);
    // Lets the terminal be written to; nothing of the run depends on it.
    await turn();
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (!json) print(`faults that struck: ${Object.entries(struck).map(([fault, times]) => `${fault} ${times}`).sort().join(', ') || 'none'}`);
  if (!json) print(`${sums.commands} commands in ${sums.steps} steps, ${seconds.toFixed(1)} s, ${Math.round(sums.commands / seconds)} commands a second`);
  print(`${seeds} seeds, ${violations} violations`);
  return violations > 0 ? 1 : 0;
}

/** Invariant 15 on a sample. */
async function twiceNowAndThen(seed: number, until: number): Promise<SimulationResult> {
  const result = await simulate({ seed, until });
  if (seed % TWICE_EVERY !== 0 || result.violation !== undefined) return result;
  const again = await simulate({ seed, until });
  if (again.digest === result.digest) return result;
  return { ...result, violation: new Violation(15, 'The same seed came out otherwise when it was run again', { first: result.digest, second: again.digest }) };
}

function jsonOf({ seed, steps, virtualMs, acknowledged, events, struck, parked, digest, violation }: SimulationResult): string {
  const failure = violation === undefined ? {} : { violation: { invariant: violation.invariant, message: violation.message, facts: violation.facts } };
  return JSON.stringify({ seed, steps, virtualMs, acknowledged, events, struck, parked, digest, ...failure });
}

function progress(done: number, of: number, violations: number): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r${done} of ${of} seeds, ${violations} violations${done === of ? '\n' : ''}`);
}
