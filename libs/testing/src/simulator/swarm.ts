import type { SeededRandom } from '@loyalty/kernel';
import type { WalletPolicy } from '@loyalty/contracts';

/** Chances in permille, each where it can strike; 0 switches a fault off. */
export interface Faults {
  /** At any await of the store: the process is gone, with all that was not durable. */
  readonly crash: number;
  /** A process is given up and goes on for some time beside the one that takes over. */
  readonly usurped: number;
  /** The commit was written and the sync failed: nothing of it is left. */
  readonly failedSync: number;
  /** The commit is durable and nobody is told. */
  readonly ambiguous: number;
  readonly failedRead: number;
  readonly slowDisk: number;
  readonly lostRequest: number;
  readonly lostAnswer: number;
  readonly doubleRequest: number;
  readonly clockJump: number;
  /** The view store takes some of the documents and then fails, or its process dies. */
  readonly tornViewWrite: number;
  /** A consumer's process dies after an effect and before its checkpoint. */
  readonly consumerCrash: number;
  readonly failedCheckpoint: number;
  /** The subscription of the bus ends and has to be taken up again. */
  readonly slowHandler: number;
}

/** How one seed's world looks. Every seed draws its own, so that rare combinations come up by themselves. */
export interface Swarm {
  readonly clients: number;
  /** Commands and facts of all clients, without repeats. */
  readonly commands: number;
  readonly members: number;
  /** Longest pause of a client between two commands. */
  readonly thinkMs: number;
  readonly timeoutMs: number;
  /** Processes at once on one log; with two, a process is a client of a store that both reach. */
  readonly writers: 1 | 2;
  readonly statesMax: number;
  readonly batchMax: number;
  /** Commits on their way to the disk at once. */
  readonly appendsAtOnce: number;
  readonly commandsMax: number;
  readonly policies: readonly WalletPolicy[];
  /** Permille of what clients do that are facts of the shop. */
  readonly factShare: number;
  /** Permille of facts told again, late, or before what they build on. */
  readonly disorder: number;
  readonly pending: 'none' | 'days' | 'fulfilled';
  readonly bus: boolean;
  readonly views: boolean;
  /** Whether the points scheduler ever runs. */
  readonly scheduler: boolean;
  /** Whether views are built anew beside the live ones while all this goes on. */
  readonly rebuilds: boolean;
  readonly faults: Faults;
}

export function swarmOf(random: SeededRandom): Swarm {
  const some = (permille: number, most: number) => (random.chance(permille) ? 1 + random.int(most) : 0);
  const calm = random.chance(80);
  const fault = (permille: number, most: number) => (calm ? 0 : some(permille, most));
  const wallets = 1 + random.int(2);
  return {
    clients: random.pick([1, 2, 4, 8, 16, 32]),
    commands: random.pick([300, 600, 1_000, 1_500]),
    members: random.pick([1, 2, 3, 8, 20, 60]),
    thinkMs: random.pick([1, 20, 400, 20_000, 4 * 3_600_000]),
    timeoutMs: random.pick([50, 400, 3_000]),
    writers: random.chance(200) ? 2 : 1,
    statesMax: random.pick([1, 10, 1_000, 1_000, 1_000, 1_000]),
    batchMax: random.pick([1, 4, 1_024]),
    appendsAtOnce: random.pick([1, 2]),
    commandsMax: random.pick([2, 20_000, 20_000, 20_000]),
    policies: Array.from({ length: wallets }, () => policyOf(random)),
    factShare: random.pick([0, 100, 300, 600]),
    disorder: random.pick([0, 50, 300]),
    pending: random.pick(['none', 'days', 'fulfilled']),
    bus: random.chance(800),
    views: random.chance(700),
    scheduler: random.chance(500),
    rebuilds: random.chance(300),
    faults: {
      crash: fault(400, 3),
      usurped: fault(200, 3),
      failedSync: fault(300, 40),
      ambiguous: fault(400, 40),
      failedRead: fault(200, 10),
      slowDisk: fault(400, 300),
      lostRequest: fault(300, 60),
      lostAnswer: fault(400, 60),
      doubleRequest: fault(300, 60),
      clockJump: fault(300, 20),
      tornViewWrite: fault(400, 60),
      consumerCrash: fault(300, 20),
      failedCheckpoint: fault(300, 200),
      slowHandler: fault(300, 200),
    },
  };
}

function policyOf(random: SeededRandom): WalletPolicy {
  return {
    name: { en: 'Points' },
    scale: 0,
    zone: random.pick(['UTC', 'UTC', 'Asia/Jerusalem']),
    spendable: true,
    debt: random.pick(['allowed', 'refused']),
    expiry: random.pick([{ kind: 'none' }, { kind: 'rolling', months: 1 }, { kind: 'rolling', months: 2, roundUpTo: 'month' }, { kind: 'sliding', months: 1 }] as const),
    spending: random.chance(300) ? { maximumPointsPerDay: 5_000 } : {},
    holds: { defaultSeconds: random.pick([1, 60, 3_600]), maximumSeconds: 86_400, openMaximum: random.pick([2, 50]) },
    reinstatementGraceDays: random.pick([0, 3]),
    warningDays: random.pick([[], [30, 7]]),
  };
}

/** No fault strikes any more: what is under way must now come to an end. */
export const NO_FAULTS: Faults = {
  crash: 0, usurped: 0, failedSync: 0, ambiguous: 0, failedRead: 0, slowDisk: 0, lostRequest: 0, lostAnswer: 0, doubleRequest: 0, clockJump: 0,
  tornViewWrite: 0, consumerCrash: 0, failedCheckpoint: 0, slowHandler: 0,
};
