import { checkLog } from '../check';
import type { Options } from '../options';
import type { Measured } from '../result';
import type { BenchBroker } from './broker';
import { startService } from './service-process';
import { runShop } from './shop';
import { EVENTS, OUTCOMES } from './topics';

/** Commands a second at which the latency is measured, unless `--rate` says otherwise. */
const RATE = 2_000;

/**
 * Points commands from topic to topic: produced, decided, durable on disk (FULL), answered on the outcomes topic, their
 * events published. First at a fixed rate for the latency, counted until the caller has the outcome, then as many as go.
 * Broker, service and caller are processes of their own that share the machine.
 */
export async function commanded(broker: BenchBroker, folder: string, options: Options): Promise<Measured> {
  const service = await startService(broker.url, folder);
  const rate = options.rate ?? RATE;
  const { full, atRate, told } = await runShop({ url: broker.url, options, rate });
  const cpuUs = await service.publishedAll();
  await service.close();
  const { findings, ok, events } = await checkLog(service.file, told);
  const records = await sizes(broker, [OUTCOMES, EVENTS]);
  const missing = records[1]! < events ? [`${EVENTS} has ${records[1]} records, the log ${events} events`] : [];
  return {
    parameters: { stage: 'commands', callers: options.callers, rate, seconds: options.seconds, warmupSeconds: options.warmupSeconds, accounts: options.accounts, seed: options.seed },
    figures: {
      ...full, atRate,
      cpuUsPerCommand: Math.round(cpuUs / records[0]!),
      outcomes: records[0], published: records[1], events,
    },
    check: { ok: ok && missing.length === 0, findings: [...findings, ...missing] },
  };
}

async function sizes(broker: BenchBroker, topics: readonly string[]): Promise<number[]> {
  const connection = broker.connect();
  const ends = await Promise.all(topics.map((topic) => connection.ask((admin) => admin.fetchTopicOffsets(topic))));
  return ends.map((partitions) => partitions.reduce((sum, { high }) => sum + Number(high), 0));
}
