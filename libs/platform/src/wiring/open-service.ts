import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { assertKeysNamedExist, firstKey } from '../auth/first-key';
import { KeyRing } from '../auth/key-ring';
import { readConfiguration, type Configuration } from '../configuration/configuration';
import type { Environment } from '../configuration/settings-reader';
import { systemPorts, type Ports } from '../configuration/system-ports';
import { ReadinessChecks } from '../health/readiness';
import { OpenRequests } from '../lifecycle/open-requests';
import { Shutdown } from '../lifecycle/shutdown';
import { Logger } from '../logging/logger';
import { measureLedger } from '../metrics/ledger-metrics';
import { Metrics } from '../metrics/metrics';
import { knownSchemes } from './adapters';
import { buildApp, type ContextModule } from './build-app';
import { Contributions } from './contributions';
import { closeIntake, listen } from './intake';
import { startWork } from './work';
import { whenAvailable } from './when-available';
import { openWorld, type World } from './world';

export interface ServiceDefinition {
  readonly name: string;
  readonly modules: readonly ContextModule[];
}

/** What comes from outside; tests bring their own. */
export interface Surroundings {
  readonly environment: Environment;
  readonly ports?: Ports;
  readonly logTo?: { write(line: string): void };
}

export interface OpenService {
  readonly name: string;
  /** Where it listens, `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly app: NestFastifyApplication;
  readonly world: World;
  readonly configuration: Configuration;
  readonly log: Logger;
  readonly shutdown: Shutdown;
  readonly keys: KeyRing;
  /** The text of the operator key, if this start has made one. */
  readonly firstKey: string | undefined;
  /** Stops everything in order; true when all of it stopped in time. */
  stop(): Promise<boolean>;
}

/**
 * Opens a service: configuration, keys, stores, contexts, their views and reactions, and last the door. What fails half
 * way closes what was opened and is thrown: see the codes of the rooms, and `port_taken`.
 */
export async function openService({ name, modules }: ServiceDefinition, { environment, ports = systemPorts, logTo }: Surroundings): Promise<OpenService> {
  const configuration = readConfiguration(environment, knownSchemes);
  const log = new Logger({ service: name, level: configuration.logLevel, ...(logTo === undefined ? {} : { destination: logTo }) });
  const shutdown = new Shutdown({ ...ports, log, deadlineMs: configuration.shutdownDeadlineMs });
  try {
    assertKeysNamedExist(configuration.apiKeysFile, configuration.apiKeysFileGiven);
    const world = await whenAvailable(() => openWorld(name, configuration, ports, shutdown), { name, configuration, ports, log });
    const keys = new KeyRing(configuration.apiKeysFile, ports.clock, (error) => log.error({ msg: 'the API keys cannot be read again', err: error }));
    shutdown.add('stores', 'API keys', () => keys.close());
    const parts = { configuration, world, log, shutdown, metrics: new Metrics(), readiness: new ReadinessChecks(ports.timer), contributions: new Contributions() };
    measureLedger(parts.metrics, world.ledger);
    let starting = true;
    parts.readiness.add('service', 'needed', () => (shutdown.begun ? 'shutting_down' : starting ? 'starting' : undefined));
    parts.readiness.add('event store', 'needed', async () => void (await world.log.head()));
    const app = await buildApp(name, modules, parts, (text) => keys.find(text));
    const requests = new OpenRequests(app.getHttpServer());
    shutdown.add('intake', 'HTTP', (late) => closeIntake(app, requests, ports.timer, late));
    // What is asked of the ledger is answered from here on; views that must be built anew say how far they are.
    const url = await listen(app, configuration.port, configuration.host);
    log.log({ msg: 'listening', url });
    const { intake } = world.messaging;
    shutdown.add('intake', 'messages', async () => void (await intake?.stop(configuration.shutdownDeadlineMs / 2)));
    await intake?.start(app);
    await startWork(parts);
    starting = false;
    const key = firstKey(configuration.apiKeysFile, ports);
    keys.reload();
    return { name, url, app, world, configuration, log, shutdown, keys, firstKey: key, stop: () => shutdown.run('stop') };
  } catch (error) {
    await shutdown.run('the start failed');
    throw error;
  }
}
