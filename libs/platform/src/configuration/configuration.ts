import path from 'node:path';
import type { Address } from './address';
import { SettingsReader, type Environment } from './settings-reader';

/** All that can be set from outside. Read once at the start; nobody else looks at the environment. */
export interface Configuration {
  readonly eventStore: Address;
  readonly readModel: Address;
  readonly messageBus: Address;
  /** 0 takes any free port. */
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  readonly apiKeysFile: string;
  /** Whether the file was named by someone: then it must be there. Else it is made on the first start, with one key. */
  readonly apiKeysFileGiven: boolean;
  /** The secrets that coupon codes are made with. */
  readonly codeKeysFile: string;
  /** As for the API keys; else it is made when the first service that needs it starts. */
  readonly codeKeysFileGiven: boolean;
  /** The points service, for whoever takes points as a payment in another process. */
  readonly points?: PointsService;
  /** How long a stop may take before what is still open is cut off. */
  readonly shutdownDeadlineMs: number;
  /** Whether to wait for a log that another process writes, and take it over when that one ends, instead of refusing to start. */
  readonly standby: boolean;
  /** Commands that may wait for the ledger; one more is answered `overloaded`. */
  readonly commandsMax: number;
}

/** Where the points service is asked, and with which API key. */
export interface PointsService {
  /** Without a slash at the end. */
  readonly url: string;
  /** Never to be logged or put into an error. */
  readonly apiKey: string;
}

export const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

/** The schemes for which this build has an adapter. */
export interface KnownSchemes {
  readonly eventStore: readonly string[];
  readonly readModel: readonly string[];
  readonly messageBus: readonly string[];
}

/** Reads and checks everything. @throws validation `configuration_invalid`, naming all that is wrong at once */
export function readConfiguration(environment: Environment, known: KnownSchemes): Configuration {
  const settings = new SettingsReader(environment);
  const dataDir = settings.text('DATA_DIR', './data');
  const points = pointsService(settings);
  const configuration: Configuration = {
    eventStore: settings.address('EVENT_STORE_URL', `sqlite:${path.join(dataDir, 'ledger.db')}`, known.eventStore),
    readModel: settings.address('READ_MODEL_URL', `sqlite:${path.join(dataDir, 'views.db')}`, known.readModel),
    messageBus: settings.address('MESSAGE_BUS_URL', 'in-process:', known.messageBus),
    port: settings.integer('PORT', 3000, 0, 65_535),
    host: settings.text('HOST', '127.0.0.1'),
    dataDir,
    logLevel: settings.oneOf('LOG_LEVEL', 'info', LOG_LEVELS),
    apiKeysFile: settings.text('API_KEYS_FILE', path.join(dataDir, 'api-keys.json')),
    apiKeysFileGiven: settings.has('API_KEYS_FILE'),
    codeKeysFile: settings.text('CODE_KEYS_FILE', path.join(dataDir, 'code-keys.json')),
    codeKeysFileGiven: settings.has('CODE_KEYS_FILE'),
    ...(points === undefined ? {} : { points }),
    shutdownDeadlineMs: settings.integer('SHUTDOWN_DEADLINE_MS', 10_000, 100, 600_000),
    standby: settings.oneOf('STANDBY', 'false', ['false', 'true']) === 'true',
    commandsMax: settings.integer('COMMANDS_MAX', 20_000, 1, 1_000_000),
  };
  settings.assertValid();
  return configuration;
}

/** Both settings or neither. */
function pointsService(settings: SettingsReader): PointsService | undefined {
  const url = settings.httpUrl('POINTS_URL');
  const apiKey = settings.textBeside('POINTS_API_KEY', 'POINTS_URL');
  return url === undefined || apiKey === undefined ? undefined : { url, apiKey };
}
