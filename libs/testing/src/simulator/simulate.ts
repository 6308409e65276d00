import { instantFromMs, seededRandom, sha256Hex } from '@loyalty/kernel';
import { isBalanced } from '@loyalty/messaging';
import { checkFlippedBit } from './checks/merkle';
import { checkViews } from './checks/views';
import type { Mutation } from './mutation';
import { NO_FAULTS, swarmOf, type Swarm } from './swarm';
import { holds, Violation } from './violation';
import { Clients } from './work/client';
import { MINOR_PER_POINT, POINTS_PER_REVIEW } from './work/orders';
import { START_MS } from './world/life';
import { Network } from './world/network';
import { Scheduler } from './world/scheduler';
import { Trace, type TraceLine } from './world/trace';
import { World } from './world/world';

/** All that is under way must have come to an end so much virtual time after the last fault. */
const REST_MS = 30 * 60_000;
const LOOK_EVERY_MS = 500;

export interface SimulateOptions {
  readonly seed: number;
  /** Keeps what happened, for reading. */
  readonly trace?: boolean;
  /** Ends after this step, for a look at the way to a violation. */
  readonly until?: number;
  readonly mutation?: Mutation;
}

export interface SimulationResult {
  readonly seed: number;
  readonly swarm: Swarm;
  readonly steps: number;
  readonly virtualMs: number;
  readonly commands: number;
  readonly acknowledged: number;
  readonly events: number;
  /** How often each fault has struck. */
  readonly struck: Readonly<Record<string, number>>;
  /** Keys of consumers that wait for a person, by the code of their error. */
  readonly parked: Readonly<Record<string, number>>;
  /** Stands for the whole run: the same seed must give the same (invariant 15). */
  readonly digest: string;
  readonly violation?: Violation;
  readonly trace: readonly TraceLine[];
}

/** Runs one seed's world to its end, or to the first broken promise. Depends on nothing but its options. */
export async function simulate({ seed, trace: traced = false, until = Infinity, mutation = { name: 'none' } }: SimulateOptions): Promise<SimulationResult> {
  const drawn = swarmOf(seededRandom(seed * 4));
  const swarm = mutation.swarm?.(drawn) ?? drawn;
  const scheduler = new Scheduler(seededRandom(seed * 4 + 1));
  const trace = new Trace(traced, scheduler);
  const world = new World(scheduler, seededRandom(seed * 4 + 2), swarm, trace, mutation);
  const clients = new Clients(world, new Network(world), seededRandom(seed * 4 + 3));
  let finished = false;
  let failure: unknown;
  const story = live(world, clients).then(() => (finished = true), (error) => (failure = error));
  try {
    await scheduler.run(
      () => finished || scheduler.steps >= until,
      () => {
        world.witness.settled();
        if (failure !== undefined) throw failure;
      },
      () => new Violation('liveness', 'Nothing is left to do and the run is not over'),
    );
    if (finished) await story;
    return result(seed, world, trace);
  } catch (error) {
    const violation = error instanceof Violation ? error : new Violation('liveness', `The run broke: ${String((error as Error).stack ?? error)}`);
    return { ...result(seed, world, trace), violation };
  } finally {
    world.end();
  }
}

async function live(world: World, clients: Clients): Promise<void> {
  for (const machine of world.machines) machine.boot();
  await setUp(world, clients);
  world.faults = world.swarm.faults;
  world.trace.say('world', () => `begins: ${JSON.stringify(world.swarm)}`);
  await clients.run();
  world.faults = NO_FAULTS;
  world.over = true;
  world.trace.say('world', () => 'no more faults');
  await clients.settle();
  await rest(world);
  await lastChecks(world);
}

async function setUp({ swarm }: World, clients: Clients): Promise<void> {
  for (const [i, policy] of swarm.policies.entries()) await clients.must({ id: `wallet/${i + 1}`, body: { kind: 'wallet', wallet: `w${i + 1}`, policy } });
  const pending = { none: { kind: 'none' }, days: { kind: 'days', days: 2 }, fulfilled: { kind: 'event', event: 'order.fulfilled', atLatestDays: 20 } } as const;
  const rule = { name: { en: 'Rule' }, wallet: 'w1', base: { tax: 'with', shipping: 'without' }, conditions: [], stacking: 'stackable', priority: 0 } as const;
  const program = {
    programId: 'p1', name: { en: 'Orders' }, zone: 'UTC', from: instantFromMs(START_MS - 400 * 86_400_000), pending: pending[swarm.pending],
    rules: [
      { ...rule, ruleId: 'all', on: 'order', effect: { kind: 'perAmount', points: 1, perMinor: MINOR_PER_POINT, currency: 'EUR' } },
      { ...rule, ruleId: 'review', on: { activity: 'review' }, effect: { kind: 'fixed', points: POINTS_PER_REVIEW } },
    ],
  } as const;
  await clients.must({ id: 'program/1', body: { kind: 'program', program } });
}

/** Liveness: without faults, everything that is under way ends, and what follows the log has caught up with it. */
async function rest({ scheduler, machines, disk }: World): Promise<void> {
  const deadline = scheduler.nowMs + REST_MS;
  for (;;) {
    const [first] = machines;
    const behind = [...(await first!.views()), ...(await first!.consumers())].filter(({ lag, state }) => lag > 0 || state !== 'running');
    const serving = machines.every((machine) => machine.ledger?.depth === 0);
    if (serving && behind.length === 0) return;
    holds(scheduler.nowMs < deadline, 'liveness', 'What was under way has not come to an end', { serving, behind, head: disk.events.length });
    await scheduler.sleep(LOOK_EVERY_MS);
  }
}

async function lastChecks(world: World): Promise<void> {
  const { witness, machines, disk, swarm, chance } = world;
  for (const machine of machines) await witness.replay.everything(machine.ledger!);
  if (swarm.views) await checkViews(disk, world.keptViews, world.projections);
  for (const { collection, seen, applied, ignored } of await machines[0]!.views()) {
    holds(seen === applied + ignored, 13, 'A view has not counted all that it saw', { collection, seen, applied, ignored });
  }
  for (const { consumer, counters, inFlight } of await machines[0]!.consumers()) {
    holds(isBalanced(counters, inFlight), 13, 'A consumer has not counted all that it saw', { consumer, counters, inFlight });
    witness.consumers.atTheEnd(consumer);
    witness.log.orders.atTheEnd((stream) => witness.consumers.isParked(consumer, stream));
  }
  witness.answers.compare(witness.log.byReactions);
  checkFlippedBit(disk, (below) => chance.int(below));
}

function result(seed: number, { scheduler, swarm, witness, disk, keptParking, struck }: World, { lines: trace }: Trace): SimulationResult {
  const { acknowledged, totals } = witness.answers;
  const digest = sha256Hex(JSON.stringify([disk.lines.length, disk.commits.at(-1)?.root.toString('hex'), scheduler.steps, scheduler.nowMs, acknowledged, [...totals]]));
  const parked: Record<string, number> = {};
  for (const keys of keptParking.keys.values()) for (const { reason } of keys.values()) parked[reason.error.code] = (parked[reason.error.code] ?? 0) + 1;
  return { seed, swarm, steps: scheduler.steps, virtualMs: scheduler.nowMs, commands: swarm.commands, acknowledged, events: disk.events.length, struck: Object.fromEntries(struck), parked, digest, trace };
}
