import { DomainError, errorToJson, rejected } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import { viewUnknown } from '../errors';
import { assertProjection, type Projection } from '../projection';
import type { RebuildOptions, RebuildReport } from '../rebuild/rebuild';
import { rebuild } from '../rebuild/run-rebuild';
import { collectionName, sameView, type ViewRef } from '../view-ref';
import type { ViewStore } from '../view-store';
import { Fleet } from './fleet';
import type { RunnerOptions } from './ports';
import { statusOf, type ViewStatus } from './status';
import { ViewFeed } from './view-feed';

/**
 * Keeps views up to date with a log. For each name the live build is followed and the one before it, as far as their
 * versions are among the projections; a version that is newer than the live one waits for `rebuild`.
 */
export class ProjectionRunner {
  private readonly stopping = new AbortController();
  private readonly feeds: ViewFeed[] = [];
  private readonly rebuilding = new Set<string>();
  private fleet: Fleet | undefined;

  /** Throws `projection_invalid` or `field_invalid`. Each version of a name is a projection of its own. */
  constructor(private readonly log: EventStore, private readonly views: ViewStore, private readonly projections: readonly Projection[], private readonly options: RunnerOptions) {
    projections.forEach(assertProjection);
  }

  /**
   * Resolves when the views are being followed, not when they have caught up. Throws `checkpoint_of_other_log` or
   * `checkpoint_ahead` before any view has moved. A name that has no live build gets its newest version at once.
   */
  async start(): Promise<void> {
    for (const name of this.names()) {
      for (const view of await this.buildsToFollow(name)) {
        const projection = this.projections.find((known) => known.name === name && known.version === view.version);
        if (projection !== undefined) await this.openFeed(view, projection);
      }
    }
    const categories = [...new Set(this.projections.flatMap((projection) => projection.categories))];
    this.fleet = new Fleet(this.log, categories, this.options, this.stopping.signal, this.feeds, await this.log.head());
  }

  /** Ends after the batch in progress, which is written. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.fleet?.settled();
    for (const feed of this.feeds) if (feed.state !== 'failed') feed.state = 'stopped';
  }

  /** Names whose newest version is not the one that readers are on: `rebuild` brings it up. */
  async outdated(): Promise<readonly string[]> {
    const found: string[] = [];
    for (const name of this.names()) if ((await this.pointer(name)).live.version < this.newest(name).version) found.push(name);
    return found;
  }

  async status(): Promise<readonly ViewStatus[]> {
    const head = await this.log.head();
    const known = await Promise.all(this.feeds.map(async (feed) => {
      const live = sameView((await this.views.live(feed.view.name))?.live, feed.view);
      return statusOf(feed, { live, head, logError: this.fleet?.convoyOf(feed)?.error });
    }));
    return [...known, ...(await this.notFollowed(head))];
  }

  /**
   * Builds the newest version of a view beside the live one, proves it by sampling and, where the live one has the same
   * version, by comparing all of it; then readers are switched. A rebuild that was interrupted goes on where it was.
   * Throws `rebuild_running`, `rebuild_differs`, `rebuild_stopped`, and what made the new build fail.
   */
  async rebuild(name: string, options: RebuildOptions): Promise<RebuildReport> {
    const projection = this.newest(name);
    return rebuild(projection, options, {
      log: this.log, views: this.views, runner: this.options, running: this.rebuilding, stopping: this.stopping.signal,
      feedOf: (view) => this.feedOf(view),
      follow: async (view) => {
        this.forgetFailed(view);
        const known = this.feedOf(view);
        const feed = known ?? (await this.openFeed(view, projection));
        return { feed, joined: known === undefined ? this.started().follow(feed) : Promise.resolve() };
      },
    });
  }

  /** Puts readers back on the build before. Throws `view_not_followed` when that one was not kept up to date. */
  async switchBack(name: string): Promise<ViewRef> {
    const { previous } = await this.pointer(name);
    const feed = previous === undefined ? undefined : this.feedOf(previous);
    if (previous === undefined || feed === undefined || feed.state !== 'running' || !this.started().isUpToDate(feed)) {
      throw rejected('view_not_followed', `${name} has no build to go back to that was kept up to date`, { name });
    }
    await this.views.switchTo(previous);
    return previous;
  }

  /** Drops every build of a view but the live one, once nobody will want to switch back. Answers what was dropped. */
  async retire(name: string): Promise<readonly ViewRef[]> {
    const { live } = await this.pointer(name);
    const dropped = (await this.views.builds(name)).filter((view) => !sameView(view, live));
    for (const view of dropped) {
      const feed = this.feedOf(view);
      if (feed !== undefined) await this.remove(feed);
      await this.views.drop(view);
    }
    return dropped;
  }

  private names(): ReadonlySet<string> {
    return new Set(this.projections.map(({ name }) => name));
  }

  private newest(name: string): Projection {
    const versions = this.projections.filter((projection) => projection.name === name);
    if (versions.length === 0) throw viewUnknown(name);
    return versions.reduce((a, b) => (a.version > b.version ? a : b));
  }

  private async buildsToFollow(name: string): Promise<readonly ViewRef[]> {
    const pointer = await this.views.live(name);
    if (pointer !== undefined) return pointer.previous === undefined ? [pointer.live] : [pointer.live, pointer.previous];
    const first: ViewRef = { name, version: this.newest(name).version, build: 1 };
    await this.views.open(first, this.newest(name).indexes);
    await this.views.switchTo(first);
    return [first];
  }

  private async openFeed(view: ViewRef, projection: Projection): Promise<ViewFeed> {
    const feed = await ViewFeed.open(view, projection, this.log, this.views, this.options, this.stopping.signal);
    this.feeds.push(feed);
    return feed;
  }

  private feedOf(view: ViewRef): ViewFeed | undefined {
    return this.feeds.find((feed) => sameView(feed.view, view));
  }

  /** A build that failed is tried again from its checkpoint. */
  private forgetFailed(view: ViewRef): void {
    const index = this.feeds.findIndex((feed) => sameView(feed.view, view) && feed.state === 'failed');
    if (index >= 0) this.feeds.splice(index, 1);
  }

  private async remove(feed: ViewFeed): Promise<void> {
    this.started().leave(feed);
    await feed.idle();
    feed.state = 'stopped';
    this.feeds.splice(this.feeds.indexOf(feed), 1);
  }

  /** Live builds of versions that this program does not have: they stand still until somebody decides. */
  private async notFollowed(head: number): Promise<ViewStatus[]> {
    const found: ViewStatus[] = [];
    for (const name of this.names()) {
      const { live } = await this.pointer(name);
      if (this.feedOf(live) !== undefined) continue;
      const position = (await this.views.checkpoint(live))?.position ?? 0;
      const error = new DomainError('state', 'view_version_unknown', `${collectionName(live)} is live, this program has no such version`, { view: collectionName(live) });
      found.push({ name, collection: collectionName(live), live: true, state: 'stopped', position, lag: Math.max(0, head - position), seen: 0, applied: 0, ignored: 0, written: 0, error: errorToJson(error) });
    }
    return found;
  }

  private async pointer(name: string) {
    const pointer = await this.views.live(name);
    if (pointer === undefined) throw viewUnknown(name);
    return pointer;
  }

  private started(): Fleet {
    if (this.fleet === undefined) throw new Error('The runner was not started');
    return this.fleet;
  }
}
