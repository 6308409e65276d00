import path from 'node:path';
import { freePort, isFree, kafkaAnswers, mongoAnswers, startKafka, startMongo, type RunningServer, type ServerOptions } from '@loyalty/testing/servers';
import type { Order } from '../main';
import { identityOf, stopProcess } from './process-identity';
import { readStarted, writeStarted, type StartedServer } from './started-servers';

const FOLDER = path.resolve(__dirname, '../../../data/infra');

interface Kind {
  readonly setting: string;
  readonly port: number;
  readonly start: (options: ServerOptions) => Promise<RunningServer>;
  readonly answers: (port: number) => Promise<boolean>;
}

const KINDS: Readonly<Record<string, Kind>> = {
  kafka: { setting: 'MESSAGE_BUS_URL', port: 9092, start: startKafka, answers: kafkaAnswers },
  mongo: { setting: 'READ_MODEL_URL', port: 27017, start: startMongo, answers: mongoAnswers },
};

/** Servers as processes of this machine that outlive the command. Answers the exit code. */
export async function embedded(order: Order, tell: (line: string) => void, folder = FOLDER): Promise<number> {
  switch (order) {
    case 'up': return up(tell, folder);
    case 'down': return down(tell, folder);
    case 'status': return status(tell, folder);
  }
}

async function up(tell: (line: string) => void, folder: string): Promise<number> {
  const running = await answering(folder);
  for (const [name, { start, port }] of Object.entries(KINDS)) {
    if (running.some((server) => server.name === name)) continue;
    // The port from before if it had one, so that addresses which were exported stay right.
    const before = readStarted(folder).find((server) => server.name === name);
    const wanted = before === undefined ? port : portOf(before.url);
    const { pid, url } = await start({ folder: path.join(folder, name), port: (await isFree(wanted)) ? wanted : await freePort(), outlives: true });
    running.push({ name, url, pid, identity: identityOf(pid)! });
    writeStarted(folder, running);
  }
  for (const { name, url } of running) tell(`export ${KINDS[name]!.setting}=${url}`);
  return 0;
}

async function down(tell: (line: string) => void, folder: string): Promise<number> {
  for (const { name, pid, identity } of readStarted(folder)) {
    tell((await stopProcess(pid, identity)) ? `${name} has stopped` : `${name} was not running`);
  }
  writeStarted(folder, []);
  return 0;
}

async function status(tell: (line: string) => void, folder: string): Promise<number> {
  const running = await answering(folder);
  for (const name of Object.keys(KINDS)) {
    const server = running.find((each) => each.name === name);
    tell(server === undefined ? `${name} does not answer` : `${name} answers at ${server.url} (process ${server.pid})`);
  }
  return running.length === Object.keys(KINDS).length ? 0 : 1;
}

/** Those we started that are still the same process and answer. */
async function answering(folder: string): Promise<StartedServer[]> {
  const found: StartedServer[] = [];
  for (const server of readStarted(folder)) {
    if (identityOf(server.pid) === server.identity && (await KINDS[server.name]?.answers(portOf(server.url)))) found.push(server);
  }
  return found;
}

function portOf(url: string): number {
  return Number(/:(\d+)(?:\/|$)/.exec(url)?.[1]);
}
