import { rmSync } from 'node:fs';
import type { EventStore } from '@loyalty/ledger';
import { accountsView, booksView, holdsView, statementView } from '@loyalty/points';
import { openViews } from '@loyalty/sqlite';
import { ProjectionRunner, type Projection, type ViewStore } from '@loyalty/views';
import { wallClock } from './clock';

export const VIEWS: readonly Projection[] = [accountsView, holdsView, booksView, statementView];

const timer = {
  sleep: (ms: number, signal?: AbortSignal) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, ms);
      signal?.addEventListener('abort', () => resolve(), { once: true });
    }),
};

/** All views of points on a log, as the product runs them. */
export interface FollowedViews {
  readonly views: ViewStore;
  /** What every view has taken in. */
  position(): number;
  /** Resolves when every view reflects this position. */
  reached(position: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts to follow into a file; `wrote` hears of every position that all views have come to. */
export function followViews(log: EventStore, file: string, wrote?: (position: number) => void): Promise<FollowedViews> {
  return followInto(log, openViews(file), wrote);
}

/** The same into any read model, which is closed with it. */
export async function followInto(log: EventStore, opened: { readonly views: ViewStore; close(): Promise<void> }, wrote: (position: number) => void = () => undefined): Promise<FollowedViews> {
  const at = new Map(VIEWS.map(({ name }) => [name, 0]));
  const position = () => Math.min(...at.values());
  let waiting: { position: number; resolve: () => void }[] = [];
  const watched: ViewStore = Object.create(opened.views, {
    write: {
      async value(...[view, changes, checkpoint]: Parameters<ViewStore['write']>) {
        const skipped = await opened.views.write(view, changes, checkpoint);
        if (checkpoint === undefined) return skipped;
        at.set(view.name, checkpoint.position);
        wrote(position());
        for (const one of waiting) if (one.position <= position()) one.resolve();
        waiting = waiting.filter((one) => one.position > position());
        return skipped;
      },
    },
  });
  const runner = new ProjectionRunner(log, watched, VIEWS, { clock: wallClock, timer });
  await runner.start();
  for (const { name } of VIEWS) {
    const live = await opened.views.live(name);
    if (live !== undefined) at.set(name, (await opened.views.checkpoint(live.live))?.position ?? 0);
  }
  return {
    views: opened.views, position,
    reached: (wanted) => (position() >= wanted ? Promise.resolve() : new Promise((resolve) => waiting.push({ position: wanted, resolve }))),
    async close() {
      await runner.stop();
      await opened.close();
    },
  };
}

export function removeViews(file: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(file + end, { force: true });
}
