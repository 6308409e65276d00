import { ProjectionRunner } from '@loyalty/views';
import { measureViews } from '../metrics/view-metrics';
import { measureConsumers } from '../metrics/consumer-metrics';
import { startJobs } from './jobs';
import type { PlatformParts } from './platform.module';

/** A view or consumer that is further behind than this is worth a look. */
const LAG_WATCHED = 10_000;

/** Starts what the contexts contributed: views that follow the log, and reactions to events. Resolves when they run. */
export async function startWork({ contributions, world, log: journal, metrics, readiness, shutdown, configuration }: PlatformParts): Promise<void> {
  const { log, readModel, clock, timer, bus } = world;
  const runner = new ProjectionRunner(log, readModel.views, contributions.projections, { clock, timer });
  await runner.start();
  shutdown.add('consumers', 'projections', () => runner.stop());
  measureViews(metrics, () => runner.status());
  readiness.add('views', 'watched', async () => {
    const unwell = (await runner.status()).filter(({ live, state, lag }) => live && (state === 'failed' || lag > LAG_WATCHED));
    return unwell.length === 0 ? undefined : unwell.map(({ collection, state, lag }) => `${collection} is ${state}, ${lag} behind`).join('; ');
  });

  const consumers = new Map(contributions.reactions.map((reaction) => [reaction.name, bus.consumer(reaction)]));
  contributions.running(consumers);
  for (const [name, consumer] of consumers) {
    await consumer.start();
    shutdown.add('consumers', name, async () => void (await consumer.stop(configuration.shutdownDeadlineMs / 2)));
  }
  startJobs(contributions.jobs, timer, journal, shutdown);
  const statuses = () => Promise.all([...consumers.values()].map((consumer) => consumer.status()));
  measureConsumers(metrics, statuses);
  readiness.add('consumers', 'watched', async () => {
    const unwell = (await statuses()).filter(({ state, parkedKeys, lag }) => state === 'failed' || state === 'waiting' || parkedKeys > 0 || lag > LAG_WATCHED);
    return unwell.length === 0 ? undefined : unwell.map(({ consumer, state, parkedKeys, lag }) => `${consumer} is ${state}, ${lag} behind, ${parkedKeys} keys parked`).join('; ');
  });
}
