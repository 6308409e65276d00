import type { SeededRandom } from '@loyalty/kernel';
import { MemoryEventStore, memoryDisk, type EventStore, type MemoryDisk } from '@loyalty/ledger';
import { memoryParking, type ConsumerCheckpoint } from '@loyalty/messaging';
import { memoryViews, type Projection } from '@loyalty/views';
import { OutcomeJournal } from '../checks/outcome-journal';
import { Witness } from '../checks/witness';
import type { Mutation } from '../mutation';
import { accountsView, booksView, holdsView, statementView } from '../product';
import { NO_FAULTS, type Faults, type Swarm } from '../swarm';
import { Machine } from './machine';
import type { Scheduler } from './scheduler';
import type { Trace } from './trace';

/** Everything that one seed's run consists of. What is called `kept` outlives every process. */
export class World {
  readonly journal = new OutcomeJournal();
  readonly disk: MemoryDisk = { ...memoryDisk(), outcomes: this.journal };
  readonly keptViews = memoryViews();
  readonly keptParking = memoryParking();
  readonly keptCheckpoints = new Map<string, ConsumerCheckpoint>();
  readonly projections = [accountsView, statementView, holdsView, booksView] as readonly Projection[];
  readonly witness: Witness;
  readonly machines: readonly Machine[];
  /** The store that two processes reach; with one process there is none, it opens the disk itself. */
  readonly shared: EventStore | undefined;
  /** What strikes at the moment; nothing while the world is set up and while it comes to rest. */
  faults: Faults = NO_FAULTS;
  /** What must be ended so that nothing of this world stays in memory. */
  readonly ends = new Set<AbortController>();
  /** How often each fault has struck. */
  readonly struck = new Map<keyof Faults, number>();
  /** The clients are done: nothing new is begun. */
  over = false;

  constructor(readonly scheduler: Scheduler, readonly chance: SeededRandom, readonly swarm: Swarm, readonly trace: Trace, readonly mutation: Mutation) {
    const oneWriter = swarm.writers === 1;
    this.witness = new Witness(this.disk, this.journal, this.keptParking, oneWriter);
    this.shared = oneWriter ? undefined : new MemoryEventStore(this.disk);
    // The views and the bus live on the first machine only: both keep one checkpoint for each consumer, whoever runs it.
    this.machines = Array.from({ length: swarm.writers }, (_, i) => new Machine(this, `machine ${'AB'[i]}`, i === 0));
  }

  /** Nothing runs on in it; what waited is let go. */
  end(): void {
    for (const machine of this.machines) machine.end();
    for (const end of this.ends) end.abort();
  }

  count(fault: keyof Faults): void {
    this.struck.set(fault, (this.struck.get(fault) ?? 0) + 1);
  }
}
