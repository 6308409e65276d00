import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomFillSync } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { openCodeKeys } from '@loyalty/coupons';
import { createApiKey } from '@loyalty/platform';
import { freePort, startKafka, startMongo, type RunningServer } from '@loyalty/testing/servers';
import { wallClock } from '../bench/clock';
import { ServiceProcess } from './service-process';

/** How many processes each service has, and where its log is. */
export type Scenario = 'embedded' | 'shared';

const ROOT = path.resolve(__dirname, '../..');
export const APPS = ['commerce', 'points', 'coupons'] as const;
export type App = (typeof APPS)[number];
/** With an embedded log one writes and one stands by; on a shared log all are equal. */
const PROCESSES: Readonly<Record<Scenario, Readonly<Record<App, number>>>> = { embedded: { commerce: 2, points: 2, coupons: 2 }, shared: { commerce: 2, points: 3, coupons: 3 } };

/** Everything that a scenario runs on: real servers, and every service as processes of their own. */
export class Stage {
  private constructor(
    readonly scenario: Scenario, readonly folder: string, readonly key: string, readonly services: Readonly<Record<App, readonly ServiceProcess[]>>,
    public kafka: RunningServer, public mongo: RunningServer, private store: StoreDouble | undefined,
  ) {}

  static async open(scenario: Scenario, folder: string): Promise<Stage> {
    mkdirSync(folder, { recursive: true });
    const [kafka, mongo, store] = await Promise.all([
      startKafka({ folder: path.join(folder, 'kafka') }),
      startMongo({ folder: path.join(folder, 'mongo') }),
      scenario === 'shared' ? StoreDouble.start(path.join(folder, 'store')) : undefined,
    ]);
    const keys = path.join(folder, 'api-keys.json');
    const random = { bytes: (length: number) => randomFillSync(new Uint8Array(length)) };
    const { key } = createApiKey(keys, { name: 'distributed', roles: ['operator', 'service', 'auditor'] }, { clock: wallClock, random });
    const codeKeys = path.join(folder, 'code-keys.json');
    openCodeKeys(codeKeys, false, random);
    const processes = async (app: App) => {
      const environment = {
        API_KEYS_FILE: keys, CODE_KEYS_FILE: codeKeys, MESSAGE_BUS_URL: kafka.url, READ_MODEL_URL: mongo.url.replace(/\/loyalty$/, `/${app}`), STANDBY: 'true',
        EVENT_STORE_URL: store === undefined ? `sqlite:${logFile(folder, app)}` : store.urlOf(app),
      };
      return Promise.all(Array.from({ length: PROCESSES[scenario][app] }, (_, i) => ServiceProcess.make(`${app}-${i + 1}`, app, folder, environment)));
    };
    return new Stage(scenario, folder, key, { commerce: await processes('commerce'), points: await processes('points'), coupons: await processes('coupons') }, kafka, mongo, store);
  }

  get all(): readonly ServiceProcess[] {
    return APPS.flatMap((app) => this.services[app]);
  }

  /** The service's log file; only with an embedded log. */
  logFile(app: App): string {
    return logFile(this.folder, app);
  }

  /** The address of the service's log on the shared store. */
  storeUrl(app: App): string | undefined {
    return this.store?.urlOf(app);
  }

  /** A process of the service that answers now. */
  async door(app: App): Promise<ServiceProcess | undefined> {
    for (const service of this.services[app]) if (service.running && (await service.readiness())?.ready) return service;
    return undefined;
  }

  async restartBroker(): Promise<void> {
    const { url } = this.kafka;
    await this.kafka.stop();
    this.kafka = await startKafka({ folder: path.join(this.folder, 'kafka'), port: portOf(url) });
  }

  async stopReadModel(): Promise<void> {
    await this.mongo.stop();
  }

  async startReadModel(): Promise<void> {
    this.mongo = await startMongo({ folder: path.join(this.folder, 'mongo'), port: portOf(this.mongo.url) });
  }

  /** Kills the store as a crash does and starts it again on what it has on the disk. */
  async crashStore(awayMs: number): Promise<void> {
    await this.store?.crash(awayMs);
  }

  async close(): Promise<void> {
    await Promise.all(this.all.map((service) => service.kill()));
    await Promise.all([this.kafka.stop(), this.mongo.stop(), this.store?.stop()]);
  }
}

const logFile = (folder: string, app: App) => path.join(folder, `${app}.db`);
const portOf = (url: string) => Number(new URL(url.replace(/^\w+:/, 'http:')).port);

/** The store that several processes share: the double of KurrentDB, a process of its own on a folder. */
class StoreDouble {
  private child: ChildProcess | undefined;

  private constructor(private readonly folder: string, private readonly port: number) {}

  static async start(folder: string): Promise<StoreDouble> {
    const double = new StoreDouble(folder, await freePort());
    await double.run();
    return double;
  }

  urlOf(log: string): string {
    return `kurrentdb://127.0.0.1:${this.port}?tls=false&log=${log}`;
  }

  async crash(awayMs: number): Promise<void> {
    await this.end('SIGKILL');
    await new Promise((resolve) => setTimeout(resolve, awayMs));
    await this.run();
  }

  stop(): Promise<void> {
    return this.end('SIGTERM');
  }

  private async run(): Promise<void> {
    mkdirSync(this.folder, { recursive: true });
    const child = spawn(process.execPath, ['-r', './tools/register.cjs', 'libs/adapters/kurrentdb/src/double/main.ts', String(this.port), this.folder], { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
    this.child = child;
    await Promise.race([once(child.stdout!, 'data'), once(child, 'exit').then(([code]) => Promise.reject(new Error(`The store ended at its start with code ${code}`)))]);
  }

  private async end(signal: NodeJS.Signals): Promise<void> {
    const { child } = this;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill(signal);
    await gone;
  }
}
