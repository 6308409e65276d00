import { parseArgs } from 'node:util';

export interface Arguments {
  readonly seeds: number;
  /** The first seed, or the only one. */
  readonly seed: number;
  /** Ends a seed after this step. */
  readonly until: number;
  readonly json: boolean;
  readonly bites: boolean;
}

export const USAGE = `npm run simulate -- [--seeds N] [--seed S] [--until STEP] [--json]
npm run simulate -- --bites [--seeds N]

  --seeds N     how many seeds, 200 when left out; with --bites, how many to search for each bug at most
  --seed S      the first of them; alone: this seed only, with its trace when it fails
  --until STEP  ends after this step and prints what led to it
  --json        one line of JSON for each seed that was run
  --bites       puts known bugs in, one after the other, and looks for each`;

/** Throws with a message for people when the arguments make no sense. */
export function readArguments(argv: readonly string[]): Arguments | 'help' {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      seeds: { type: 'string' }, seed: { type: 'string' }, until: { type: 'string' },
      json: { type: 'boolean', default: false }, bites: { type: 'boolean', default: false }, help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return 'help';
  const seed = values.seed === undefined ? undefined : whole('--seed', values.seed, 0);
  return {
    seed: seed ?? 1,
    seeds: values.seeds === undefined ? (seed === undefined || values.bites ? 200 : 1) : whole('--seeds', values.seeds, 1),
    until: values.until === undefined ? Infinity : whole('--until', values.until, 1),
    json: values.json,
    bites: values.bites,
  };
}

function whole(name: string, text: string, min: number): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < min || value > 1e12) throw new Error(`${name} must be a whole number from ${min}`);
  return value;
}
