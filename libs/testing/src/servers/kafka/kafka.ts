import { cpSync, existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../free-port';
import type { RunningServer, ServerOptions } from '../running-server';
import { startServer } from '../server-process';
import { kafkaAnswers } from './kafka-answers';
import { JAVA, kafkaFiles } from './kafka-files';
import { kafkaSettings } from './kafka-settings';

/** Small, and quick to start rather than fastest when warm for hours. */
const JVM = ['-Xms128m', '-Xmx512m', '-XX:+UseSerialGC', '-Xshare:auto', '-XX:TieredStopAtLevel=4', '-Djava.awt.headless=true'];

/** A real Kafka broker (KRaft, no TLS) on 127.0.0.1. It creates no topic by itself. */
export async function startKafka({ folder: given, port: wanted, outlives = false }: ServerOptions): Promise<RunningServer> {
  const folder = path.resolve(given);
  const { classpath, formatted, logSettings } = await kafkaFiles();
  const port = wanted ?? (await freePort());
  const data = path.join(folder, 'data');
  mkdirSync(folder, { recursive: true });
  if (!existsSync(data)) {
    cpSync(formatted, `${data}.new`, { recursive: true });
    renameSync(`${data}.new`, data);
  }
  const settings = path.join(folder, 'server.properties');
  writeFileSync(settings, kafkaSettings({ port, controllerPort: await freePort(), data }));
  return startServer({
    name: 'kafka', url: `kafka://127.0.0.1:${port}`, folder, outlives, needs: JAVA,
    command: ['java', ...JVM, '-cp', classpath, `-Dlog4j2.configurationFile=${logSettings}`, 'kafka.Kafka', settings],
    answers: () => kafkaAnswers(port),
  });
}
