import { DomainError } from '@loyalty/kernel';
import type { EventStore } from '@loyalty/ledger';
import { rebuildRunning } from '../errors';
import type { Projection } from '../projection';
import { nextTurn, type RunnerOptions } from '../runner/ports';
import type { ViewFeed } from '../runner/view-feed';
import type { ViewRef } from '../view-ref';
import type { ViewStore } from '../view-store';
import { compareBuilds, type Comparison } from './compare';
import { rebuildDiffers } from './differences';
import { nextBuild } from './next-build';
import type { RebuildOptions, RebuildProgress, RebuildReport } from './rebuild';
import { sampleView } from './sample';

/** What a rebuild needs from the runner that it goes on in. */
export interface RebuildSite {
  readonly log: EventStore;
  readonly views: ViewStore;
  readonly runner: RunnerOptions;
  /** Names under way. */
  readonly running: Set<string>;
  readonly stopping: AbortSignal;
  feedOf(view: ViewRef): ViewFeed | undefined;
  /** Brings a build forward beside the others; `joined` resolves when it has caught up, failed, or all stops. */
  follow(view: ViewRef): Promise<{ feed: ViewFeed; joined: Promise<void> }>;
}

const SAMPLE = 20;
const LOOK_AGAIN_MS = 20;

/** One rebuild from the first event to the switch; see `ProjectionRunner.rebuild`. */
export async function rebuild(projection: Projection, options: RebuildOptions, site: RebuildSite): Promise<RebuildReport> {
  const { name } = projection;
  if (site.running.has(name)) throw rebuildRunning(name);
  site.running.add(name);
  try {
    return await buildAndSwitch(projection, options, site);
  } finally {
    site.running.delete(name);
  }
}

async function buildAndSwitch(projection: Projection, options: RebuildOptions, site: RebuildSite): Promise<RebuildReport> {
  const { log, views } = site;
  const previous = (await views.live(projection.name))?.live;
  const view = await nextBuild(views, projection.name, projection.version);
  const head = await log.head();
  const { feed, joined } = await site.follow(view);
  const tell = (phase: RebuildProgress['phase']) => options.onProgress?.({ view, phase, position: feed.position, head });
  feed.onAdvance = () => tell('building');
  await joined;
  // The foremost may themselves have a long way to go: the build is judged where the log ended when it was asked for.
  while (feed.position < head && feed.state !== 'failed' && !site.stopping.aborted) await site.runner.timer.sleep(LOOK_AGAIN_MS, site.stopping);
  feed.onAdvance = undefined;
  assertHealthy(feed, site.stopping);

  tell('sampling');
  const { sampled } = await sample(view, projection, options, site);
  tell('comparing');
  const comparison = await compare(view, previous, options, site);
  assertHealthy(feed, site.stopping);
  await views.switchTo(view);
  tell('switched');
  return { view, position: feed.position, sampled, ...(previous === undefined ? {} : { previous }), ...(comparison === undefined ? {} : { comparison }) };
}

async function sample(view: ViewRef, projection: Projection, { random, sample: count = SAMPLE }: RebuildOptions, { log, views, runner }: RebuildSite) {
  const found = await sampleView(log, views, { view, projection, count, random, turn: runner.turn ?? nextTurn });
  if (found.differences.length > 0) throw rebuildDiffers(view, 'log', found.differences.length, found.differences);
  return found;
}

/** A live build of another version, or one that stands still, says nothing about the new one. */
async function compare(view: ViewRef, live: ViewRef | undefined, { acceptDifferences = false }: RebuildOptions, { views, runner, feedOf }: RebuildSite): Promise<Comparison | undefined> {
  if (live === undefined || live.version !== view.version || feedOf(live)?.state !== 'running') return undefined;
  const comparison = await compareBuilds(views, view, live, { timer: runner.timer, turn: runner.turn ?? nextTurn });
  if (comparison.count > 0 && !acceptDifferences) throw rebuildDiffers(view, 'live', comparison.count, comparison.differences);
  return comparison;
}

function assertHealthy(feed: ViewFeed, stopping: AbortSignal): void {
  if (feed.state === 'failed') throw feed.error;
  if (stopping.aborted) throw new DomainError('unavailable', 'rebuild_stopped', 'The rebuild was stopped; it goes on where it was when it is asked for again', { view: feed.view.name });
}
