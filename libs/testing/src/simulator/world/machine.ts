import { InProcessBus } from '@loyalty/in-process';
import { Ledger, MemoryEventStore, type EventStore } from '@loyalty/ledger';
import { MemoryCheckpointStore, MemoryParkedStore, type ConsumerStatus } from '@loyalty/messaging';
import { MemoryViewStore, ProjectionRunner, ViewReader, type ViewStatus } from '@loyalty/views';
import { accountsView, pointsReaction, settleDue, type AccountDocument } from '../product';
import { serviceOf, type Service } from '../work/service';
import { faultyReaction } from './faulty-reaction';
import { FaultyStore } from './faulty-store';
import { faultyViews } from './faulty-views';
import { Life } from './life';
import { strike, type StrikeParts } from './strike';
import type { World } from './world';
import { observed } from './observed-ledger';

const REBOOT_MS = 2_000;
const LINGER_MS = 5_000;
const SCHEDULER_EVERY_MS = 60_000;

/** A machine on which the service runs, dies and is started again. Only the disk is left of what ran before. */
export class Machine {
  /** The running process; undefined while the machine is down. */
  life: Life | undefined;
  ledger: Ledger | undefined;
  /** A process that was given up but still runs, beside the one that took over from it. */
  private lingering: { readonly life: Life; readonly service: Service } | undefined;
  private service: Service | undefined;
  private runner: ProjectionRunner | undefined;
  private bus: InProcessBus | undefined;
  private skewMs = 0;

  constructor(private readonly world: World, readonly name: string, private readonly follows: boolean) {}

  /** Who takes a request that comes now: now and then one that has been given up and does not know it. */
  serving(): { readonly life: Life; readonly service: Service } | undefined {
    const { life, service, lingering } = this;
    if (lingering?.life.alive === true && this.world.chance.chance(300)) return lingering;
    return life?.alive === true && service !== undefined ? { life, service } : undefined;
  }

  views(): Promise<readonly ViewStatus[]> {
    return this.runner?.status() ?? Promise.resolve([]);
  }

  consumers(): Promise<readonly ConsumerStatus[]> {
    return this.bus?.status() ?? Promise.resolve([]);
  }

  /** Starts a process on the disk as it is; where that fails, it is tried again. */
  boot(): void {
    const { scheduler, trace, witness } = this.world;
    const life = new Life(scheduler);
    life.skewMs = this.skewMs;
    this.life = life;
    trace.say(this.name, () => 'starts');
    const parts: StrikeParts = {
      life, random: this.world.chance, faults: () => this.world.faults,
      crash: (where) => this.crash(life, where), usurp: () => this.usurp(life), say: (what) => trace.say(this.name, what), count: (fault) => this.world.count(fault),
    };
    this.start(life, parts).catch((error) => {
      if (!life.alive) return;
      witness.failed(this.name, error);
      this.crash(life, `start: ${String((error as Error).message)}`);
    });
  }

  /** The process is gone; the machine starts another one. */
  crash(life: Life, where: string): void {
    if (!life.alive) return;
    life.alive = false;
    this.world.count('crash');
    this.world.trace.say(this.name, () => `dies at ${where}${this.life === life ? '' : ', given up before'}`);
    if (this.life !== life) return;
    this.service = this.ledger = this.runner = this.bus = undefined;
    this.world.scheduler.after(1 + this.world.chance.int(REBOOT_MS), () => this.boot());
  }

  /** The process is thought dead and is not: another one takes its disk over while it goes on for some time. */
  private usurp(life: Life): void {
    const { scheduler, chance, shared, trace } = this.world;
    const { service } = this;
    if (shared !== undefined || this.life !== life || service === undefined) return;
    trace.say(this.name, () => 'is given up and goes on');
    this.world.count('usurped');
    this.lingering = { life, service };
    this.service = this.ledger = this.runner = this.bus = undefined;
    scheduler.after(1 + chance.int(LINGER_MS), () => this.crash(life, 'its end'));
    this.boot();
  }

  /** The world is over. */
  end(): void {
    if (this.life) this.life.alive = false;
    if (this.lingering) this.lingering.life.alive = false;
  }

  /** Somebody sets the clock. */
  setClock(skewMs: number): void {
    this.skewMs = skewMs;
    this.world.count('clockJump');
    if (this.life) this.life.skewMs = skewMs;
    this.world.trace.say(this.name, () => `clock is off by ${skewMs} ms`);
  }

  private async start(life: Life, parts: StrikeParts): Promise<void> {
    const { swarm, mutation, witness } = this.world;
    const faulty = new FaultyStore(this.disk(parts), (point) => strike(parts, point), (snapshot) => witness.look(() => witness.replay.snapshot(snapshot)), this.world.ends);
    const store = mutation.store?.(faulty) ?? faulty;
    const { statesMax, batchMax, commandsMax } = swarm;
    const opened = await Ledger.open(store, { clock: life.clock, statesMax, batchMax, commandsMax, turn: () => this.turn(parts) });
    const ledger = observed(mutation.ledger?.(opened) ?? opened, witness);
    const runner = this.follows && swarm.views ? await this.project(store, parts) : undefined;
    const bus = this.follows && swarm.bus ? await this.listen(store, ledger, parts) : undefined;
    if (!life.alive || this.life !== life) return;
    const service = serviceOf(ledger, life.clock);
    this.service = mutation.service?.(service, ledger) ?? service;
    [this.ledger, this.runner, this.bus] = [opened, runner, bus];
    if (runner !== undefined && swarm.scheduler) void this.settle(life, ledger);
    // A runner does not notice that another process has switched a view over; docs/simulator.md, "What it does not cover".
    if (runner !== undefined && swarm.rebuilds && swarm.faults.usurped === 0) void this.rebuildNowAndThen(life, runner);
  }

  /** Where one store is shared, a process is one of its clients; else it opens the disk itself. */
  private disk(parts: StrikeParts): EventStore {
    return this.world.shared ?? new MemoryEventStore(this.world.disk, { beforeSync: () => strike(parts, 'sync') }, this.world.swarm);
  }

  private async turn(parts: StrikeParts): Promise<void> {
    await strike(parts, 'turn');
    await parts.life.sleep(this.world.chance.int(3));
  }

  private async project(store: EventStore, parts: StrikeParts): Promise<ProjectionRunner> {
    const { projections, keptViews, mutation, chance } = this.world;
    const { life } = parts;
    const faulty = faultyViews(new MemoryViewStore(keptViews), parts);
    const options = { clock: life.clock, timer: life, pageEvents: chance.pick([1, 7, 1_000]), documentsMax: chance.pick([1, 10, 20_000]), turn: () => this.turn(parts) };
    const runner = new ProjectionRunner(store, mutation.views?.(faulty) ?? faulty, projections, options);
    await runner.start();
    return runner;
  }

  private async listen(store: EventStore, ledger: Ledger, parts: StrikeParts): Promise<InProcessBus> {
    const { keptCheckpoints, keptParking, mutation, chance, witness } = this.world;
    const { life } = parts;
    const kept = new MemoryCheckpointStore(keptCheckpoints);
    const watched = {
      load: async (consumer: string) => {
        await strike(parts, 'checkpoint');
        return kept.load(consumer);
      },
      save: async (...[consumer, checkpoint]: Parameters<MemoryCheckpointStore['save']>) => {
        await strike(parts, 'checkpoint');
        witness.checkpoint(consumer, checkpoint.position);
        return kept.save(consumer, checkpoint);
      },
    };
    const checkpoints = mutation.checkpoints?.(watched) ?? watched;
    const bus = new InProcessBus(
      { log: store, checkpoints, parked: new MemoryParkedStore(keptParking), clock: life.clock, timer: life, random: chance },
      { keysInParallel: chance.pick([1, 4, 16]), pageEvents: chance.pick([1, 20, 500]), saveEvery: chance.pick([1, 10, 1_000]), saveEvery_ms: chance.pick([1, 500]), retry: { attemptsMax: 40, first_ms: 50, longest_ms: 5_000 } },
    );
    const reaction = faultyReaction(pointsReaction(ledger), parts, witness.consumers.life());
    (mutation.bus?.(bus) ?? bus).consumer(mutation.reaction?.(reaction) ?? reaction);
    await bus.start();
    return bus;
  }

  /** Builds one view after the other anew, compares it with the live one and puts readers on it. */
  private async rebuildNowAndThen(life: Life, runner: ProjectionRunner): Promise<void> {
    const { chance, swarm, projections, witness, trace } = this.world;
    for (;;) {
      await life.sleep(chance.int(1 + swarm.thinkMs * 100));
      if (this.world.over) return;
      const { name } = chance.pick(projections);
      await runner.rebuild(name, { random: chance }).then(
        ({ view }) => trace.say(this.name, () => `rebuilt ${view.name}, build ${view.build}`),
        (error) => {
          // Two builds of which one is held up by a slow disk are taken for different after two seconds; the last checks tell.
          if (error.code === 'rebuild_differs' && swarm.faults.slowDisk > 0) trace.say(this.name, () => `could not compare ${name}`);
          else witness.failed(`${this.name} rebuilding ${name}`, error);
        },
      );
    }
  }

  /** Rounds of the points scheduler, for as long as this process lives. */
  private async settle(life: Life, ledger: Ledger): Promise<void> {
    const accounts = new ViewReader<AccountDocument>(new MemoryViewStore(this.world.keptViews), accountsView.name);
    const stop = new AbortController();
    for (;;) {
      await life.sleep(Math.max(SCHEDULER_EVERY_MS, this.world.swarm.thinkMs * 2));
      if (this.world.over) return;
      // What fails is due again in the next round.
      await settleDue(ledger, accounts, life.clock, stop.signal).catch((error) => this.world.witness.failed(this.name, error));
    }
  }
}
