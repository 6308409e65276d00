import type { EventStore } from '@loyalty/ledger';
import { Convoy } from './convoy';
import type { RunnerOptions } from './ports';
import type { ViewFeed } from './view-feed';

/** Views whose checkpoints lie closer together than this start as one convoy; what some have seen is passed over. */
const TOGETHER = 10_000;

/**
 * The convoys on the log. The foremost follows its end; those behind read on their own, so that nobody waits for them,
 * and join it when they have caught up.
 */
export class Fleet {
  private readonly front: Convoy;
  private readonly behind = new Set<Convoy>();
  private readonly runs = new Set<Promise<void>>();

  constructor(private readonly log: EventStore, private readonly categories: readonly string[], private readonly options: RunnerOptions, private readonly stopping: AbortSignal, feeds: readonly ViewFeed[], head: number) {
    const groups: Convoy[] = [];
    for (const feed of [...feeds].sort((a, b) => a.position - b.position)) {
      const last = groups.at(-1);
      if (last !== undefined && feed.position - last.cursor <= TOGETHER) last.feeds.add(feed);
      else groups.push(this.convoy(feed));
    }
    this.front = groups.pop() ?? new Convoy(log, categories, options, head);
    this.track(this.front.run(stopping));
    for (const convoy of groups) this.catchUp(convoy);
  }

  /** Resolves when the view has joined the foremost ones, has failed, or the fleet stops; rejects when the log cannot be read. */
  async follow(feed: ViewFeed): Promise<void> {
    const convoy = this.convoy(feed);
    await this.catchUp(convoy);
    if (!this.behind.delete(convoy) || convoy.error === undefined) return;
    throw convoy.error;
  }

  /** Gives a view nothing more; resolves at once, a batch in progress still ends. */
  leave(feed: ViewFeed): void {
    for (const convoy of [this.front, ...this.behind]) convoy.feeds.delete(feed);
  }

  /** Whether a view is among the foremost. */
  isUpToDate(feed: ViewFeed): boolean {
    return this.front.feeds.has(feed);
  }

  /** The convoy that a view goes with; undefined once it has failed or left. */
  convoyOf(feed: ViewFeed): Convoy | undefined {
    return [this.front, ...this.behind].find((convoy) => convoy.feeds.has(feed));
  }

  /** Resolves when every batch in progress is written, after the signal. */
  async settled(): Promise<void> {
    while (this.runs.size > 0) await Promise.all(this.runs);
  }

  private convoy(feed: ViewFeed): Convoy {
    const convoy = new Convoy(this.log, this.categories, this.options, feed.position);
    convoy.feeds.add(feed);
    return convoy;
  }

  private catchUp(convoy: Convoy): Promise<void> {
    this.behind.add(convoy);
    return this.track(convoy.run(this.stopping, () => this.join(convoy)));
  }

  /** Asked between two pages, so that nothing comes between finding the front reached and being in it. */
  private join(convoy: Convoy): boolean {
    if (!this.behind.has(convoy)) return true;
    if (convoy.feeds.size > 0 && convoy.cursor < this.front.cursor) return false;
    for (const feed of convoy.feeds) this.front.feeds.add(feed);
    this.behind.delete(convoy);
    return true;
  }

  private track(run: Promise<void>): Promise<void> {
    const tracked = run.finally(() => this.runs.delete(tracked));
    this.runs.add(tracked);
    return tracked;
  }
}
