import type { Consumer, ConsumerStatus } from '@loyalty/messaging';
import { ProjectionRunner } from '@loyalty/views';
import { measureConsumers } from '../metrics/consumer-metrics';
import { measurePublishers } from '../metrics/publisher-metrics';
import { measureViews } from '../metrics/view-metrics';
import { startJobs } from './jobs';
import { startNotary } from './notary';
import type { PlatformParts } from './platform.module';

/** A view or consumer that is further behind than this is worth a look. */
const LAG_WATCHED = 10_000;

/** Starts what the contexts contributed: views that follow the log, reactions to events, what lets others have theirs, and the notary of a shared log. Resolves when they run. */
export async function startWork(parts: PlatformParts): Promise<void> {
  const { contributions, world, log: journal, shutdown } = parts;
  await startViews(parts);
  await startConsumers(parts);
  await startPublishers(parts);
  await startNotary(parts);
  startJobs(contributions.jobs, world.timer, journal, shutdown);
}

async function startViews({ contributions, world, metrics, readiness, shutdown }: PlatformParts): Promise<void> {
  const { log, readModel, clock, timer } = world;
  readiness.add('read model', 'needed', async () => void (await readModel.checkpoints.load('readiness')));
  const runner = new ProjectionRunner(log, readModel.views, contributions.projections, { clock, timer });
  await runner.start();
  shutdown.add('consumers', 'projections', () => runner.stop());
  measureViews(metrics, () => runner.status());
  readiness.add('views', 'watched', async () => {
    const unwell = (await runner.status()).filter(({ live, state, lag }) => live && (state === 'failed' || lag > LAG_WATCHED));
    return told(unwell, ({ collection, state, lag }) => `${collection} is ${state}, ${lag} behind`);
  });
}

/** Reactions, and where messages come from outside, the intake of the controllers. */
async function startConsumers({ contributions, world, metrics, readiness, shutdown, configuration }: PlatformParts): Promise<void> {
  const { bus, intake } = world.messaging;
  const consumers = new Map<string, Consumer>(contributions.reactions.map((reaction) => [reaction.name, bus.consumer(reaction)]));
  for (const [name, consumer] of consumers) {
    await consumer.start();
    shutdown.add('consumers', name, async () => void (await consumer.stop(configuration.shutdownDeadlineMs / 2)));
  }
  if (intake !== undefined) consumers.set(intake.name, intake.consumer);
  contributions.running(consumers);
  const statuses = () => Promise.all(Array.from(consumers.values(), (consumer) => consumer.status()));
  measureConsumers(metrics, statuses);
  readiness.add('message bus', 'needed', async () => told((await statuses()).filter(({ state }) => state === 'waiting'), waiting));
  readiness.add('consumers', 'watched', async () => {
    const unwell = (await statuses()).filter(({ state, parkedKeys, lag }) => state === 'failed' || parkedKeys > 0 || lag > LAG_WATCHED);
    return told(unwell, ({ consumer, state, parkedKeys, lag }) => `${consumer} is ${state}, ${lag} behind, ${parkedKeys} keys parked`);
  });
}

async function startPublishers({ contributions, world, metrics, readiness, shutdown, configuration }: PlatformParts): Promise<void> {
  const publishers = contributions.publications.flatMap((publication) => world.messaging.publisher?.(publication) ?? []);
  for (const publisher of publishers) {
    await publisher.start();
    shutdown.add('consumers', 'publisher', () => publisher.stop(configuration.shutdownDeadlineMs / 2));
  }
  if (publishers.length === 0) return;
  const statuses = () => Promise.all(publishers.map((publisher) => publisher.status()));
  measurePublishers(metrics, statuses);
  readiness.add('publisher', 'watched', async () => {
    const unwell = (await statuses()).filter(({ state, lag }) => state === 'failed' || state === 'waiting' || lag > LAG_WATCHED);
    return told(unwell, ({ publisher, state, lag, error }) => `${publisher} is ${state}, ${lag} behind${error === undefined ? '' : `: ${error.code}`}`);
  });
}

const waiting = ({ consumer, error }: ConsumerStatus) => `${consumer} is waiting: ${error?.code ?? 'for its store'}`;

function told<T>(unwell: readonly T[], tell: (one: T) => string): string | undefined {
  return unwell.length === 0 ? undefined : unwell.map(tell).join('; ');
}
