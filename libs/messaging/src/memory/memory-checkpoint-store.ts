import type { CheckpointStore, ConsumerCheckpoint } from '../ports';

/** Checkpoints in memory, for unit tests and the simulator; `kept` outlives the store, as a file outlives a process. */
export class MemoryCheckpointStore implements CheckpointStore {
  constructor(private readonly kept = new Map<string, ConsumerCheckpoint>()) {}

  async load(consumer: string): Promise<ConsumerCheckpoint | undefined> {
    return this.kept.get(consumer);
  }

  async save(consumer: string, checkpoint: ConsumerCheckpoint): Promise<void> {
    const before = this.kept.get(consumer);
    if (before === undefined || before.logId !== checkpoint.logId || before.position < checkpoint.position) this.kept.set(consumer, checkpoint);
  }
}
