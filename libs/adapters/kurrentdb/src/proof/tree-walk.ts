import { corrupt, Frontier, leafHash } from '@loyalty/ledger';
import type { Stored } from '../connection/stored';
import { commitOf } from '../log/commit-record';
import { eventOf } from '../log/page-builder';
import { COMMITS_STREAM } from '../log/streams';

/** The end of a commit, checked: the log up to here has this root. */
export interface Walked {
  readonly commit: number;
  readonly position: number;
  readonly root: string;
}

/** Makes the Merkle tree anew from the stored bytes, and holds every commit's root against it. */
export class TreeWalk {
  private readonly tree = new Frontier();
  private commit = 0;

  /** What was walked when the record ends a commit. Throws `position_gap`, `commit_gap`, `root_mismatch`, `commit_undecodable`. */
  take(stored: Stored): Walked | undefined {
    if (stored.stream === COMMITS_STREAM) return this.check(stored);
    const event = eventOf(stored);
    if (event === undefined) return undefined;
    const due = this.tree.size + 1;
    if (event.position !== due) throw corrupt('position_gap', `The log has position ${event.position} where ${due} is due`, { expected: due, found: event.position });
    this.tree.append(leafHash(stored.text));
    return undefined;
  }

  private check(stored: Stored): Walked {
    const { number, position, root } = commitOf(stored);
    if (number !== this.commit + 1) throw corrupt('commit_gap', `Commit ${number} comes after ${this.commit}`, { expected: this.commit + 1, found: number });
    if (position !== this.tree.size) throw corrupt('position_gap', `Commit ${number} ends at ${position}, its events at ${this.tree.size}`, { expected: position, found: this.tree.size });
    const made = this.tree.root().toString('hex');
    if (made !== root) throw corrupt('root_mismatch', `The root of commit ${number} is ${root}, the events up to here make ${made}`, { commit: number, position });
    this.commit = number;
    return { commit: number, position, root };
  }
}
