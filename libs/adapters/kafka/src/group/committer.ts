import type { DomainError } from '@loyalty/kernel';
import { fromKafka } from '../connection/errors';
import type { GroupMember } from './member';
import type { OwnedPartition } from './owned-partition';

/**
 * Tells the broker how far everything is settled. An older offset than the truth costs repeats after a crash; nothing is
 * ever committed that is not settled, nor for a partition that is not ours.
 */
export class Committer {
  /** Why the last attempt failed; the next is made when its time comes. */
  error: DomainError | undefined;
  private committing: Promise<void> = Promise.resolve();

  constructor(private readonly member: Pick<GroupMember, 'commit'>, private readonly owned: () => Iterable<OwnedPartition>) {}

  /** Resolves when what is settled now is committed, or could not be. */
  commit(): Promise<void> {
    this.committing = this.committing.then(() => this.commitNow());
    return this.committing;
  }

  private async commitNow(): Promise<void> {
    const moved = [...this.owned()].filter(({ lost, settled, committed }) => !lost && settled.position > committed);
    if (moved.length === 0) return;
    const offsets = moved.map(({ topic, partition, settled }) => ({ topic, partition, offset: settled.position }));
    try {
      await this.member.commit(offsets);
      moved.forEach((partition, i) => (partition.committed = offsets[i]!.offset));
      this.error = undefined;
    } catch (error) {
      // A rebalance takes what could not be committed: it comes again to whoever owns it then.
      this.error = moved.some(({ lost }) => !lost) ? fromKafka(error) : undefined;
    }
  }
}
