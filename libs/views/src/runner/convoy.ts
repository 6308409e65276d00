import { isDomainError, type DomainError } from '@loyalty/kernel';
import { corrupt, storeUnavailable, type EventStore } from '@loyalty/ledger';
import { PAGE_EVENTS, type RunnerOptions } from './ports';
import type { ViewFeed } from './view-feed';

const RETRY_FIRST_MS = 100;
const RETRY_MAX_MS = 5_000;
/** Pages of fewer events than this are not taken more often than once in so many milliseconds: each costs a commit. */
const SMALL_PAGE = 64;
const SMALL_PAGE_EVERY_MS = 5;

/** Views that go through the log together: each page is fetched once and given to all of them. */
export class Convoy {
  readonly feeds = new Set<ViewFeed>();
  /** Why the log cannot be read at the moment, if it cannot. */
  error: DomainError | undefined;

  /** `cursor`: everything up to here has been handed out, or is being handed out now. */
  constructor(private readonly log: EventStore, private readonly categories: readonly string[], private readonly options: RunnerOptions, public cursor: number) {}

  /**
   * Goes on until the signal aborts or `reached`, asked between pages, says so. A log that is not available is asked
   * again; one that contradicts itself ends the run with `error` set.
   */
  async run(stopping: AbortSignal, reached: () => boolean = () => false): Promise<void> {
    let pause = RETRY_FIRST_MS;
    while (!stopping.aborted && !reached()) {
      const before = this.cursor;
      try {
        await this.follow(stopping, reached);
        if (stopping.aborted || reached()) return;
        this.error = storeUnavailable('the subscription ended');
      } catch (error) {
        this.error = isDomainError(error) ? error : corrupt('log_unreadable', String(error), {});
        if (!this.error.retryable) return;
      }
      pause = this.cursor > before ? RETRY_FIRST_MS : Math.min(pause * 2, RETRY_MAX_MS);
      await this.options.timer.sleep(pause, stopping);
    }
  }

  private async follow(signal: AbortSignal, reached: () => boolean): Promise<void> {
    const pages = this.log.subscribe({ after: this.cursor, limit: this.options.pageEvents ?? PAGE_EVENTS, categories: this.categories, signal });
    for await (const { events, through } of pages) {
      const begun = this.options.clock.elapsedMs();
      this.error = undefined;
      const after = this.cursor;
      // Before anything waits: a view that joins from now on is not given this page, so it must have passed it.
      this.cursor = through;
      for (const feed of [...this.feeds]) {
        if (!this.feeds.has(feed)) continue;
        await feed.take({ after, events, through });
        if (feed.state === 'failed') this.feeds.delete(feed);
      }
      if (reached()) return;
      if (events.length < SMALL_PAGE) await this.gather(begun, signal);
    }
  }

  /** A lone event is taken at once; when they come thick, the next page waits a little and is larger for it. */
  private async gather(begun: number, signal: AbortSignal): Promise<void> {
    const rest = SMALL_PAGE_EVERY_MS - (this.options.clock.elapsedMs() - begun);
    if (rest > 0) await this.options.timer.sleep(Math.ceil(rest), signal);
  }
}
