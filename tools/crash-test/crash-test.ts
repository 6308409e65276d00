import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom, type SeededRandom } from '@loyalty/kernel';
import { loseLastCommit, tearLastCommit } from './damage';
import { readJournal } from './journal';
import { CRASH_POINTS, type Bite, type CrashPoint, type Orders } from './orders';
import { examine, type Verdict } from './verdict';
import { Victim } from './victim';

export interface Options {
  readonly cycles: number;
  readonly seed: number;
  readonly bite?: Bite;
  /** Only this point; all in turn when left out. */
  readonly point?: CrashPoint;
}

export interface Cycle extends Verdict {
  readonly number: number;
  readonly point: CrashPoint;
  /** Whether the child died where it was to die. */
  readonly reached: boolean;
  readonly notes: readonly string[];
}

/** So many lives on one file, each going on where the one before was killed; then a new file. */
const LIVES = 6;
const RANDOM_MS_MAX = 350;

/** Kills, reopens and examines as often as asked. `heard` gets each cycle as it ends. */
export async function crashTest(options: Options, heard: (cycle: Cycle) => void): Promise<void> {
  const random = seededRandom(options.seed);
  const folder = mkdtempSync(path.join(tmpdir(), 'loyalty-crash-'));
  let victim = Victim.load();
  try {
    for (let number = 1; number <= options.cycles; number += 1) {
      const orders = ordersFor(number, options, folder, random);
      const death = await victim.live(orders, orders.point === 'random' ? random.int(RANDOM_MS_MAX) : undefined);
      if (death.signal !== 'SIGKILL') throw new Error(`The child ended by itself, with code ${death.code}, instead of being killed at ${orders.point}`);
      const reached = victim.reached(death);
      if (number < options.cycles) victim = Victim.load();
      bite(options.bite, orders.ledger, number);
      const journal = readJournal(orders.journal);
      heard({ number, point: orders.point, reached, notes: journal.notes, ...(await examine(orders.ledger, orders.views, journal)) });
    }
  } finally {
    victim.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

function ordersFor(number: number, { point, bite: deliberate }: Options, folder: string, random: SeededRandom): Orders {
  // What was damaged on purpose is not gone on with.
  const life = path.join(folder, `life-${deliberate === undefined ? Math.ceil(number / LIVES) : number}`);
  return {
    ledger: path.join(life, 'ledger.db'),
    views: path.join(life, 'views.db'),
    journal: path.join(folder, `journal-${number}`),
    point: point ?? CRASH_POINTS[(number - 1) % CRASH_POINTS.length]!,
    seed: random.int(2 ** 31),
    ...(deliberate === undefined ? {} : { bite: deliberate }),
  };
}

function bite(kind: Bite | undefined, file: string, number: number): void {
  if (kind === 'lost-tail') loseLastCommit(file);
  if (kind === 'torn-log') tearLastCommit(file, number);
}
