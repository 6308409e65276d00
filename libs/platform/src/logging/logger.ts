import type { LoggerService } from '@nestjs/common';
import pino from 'pino';
import type { LogLevel } from '../configuration/configuration';

/** Names of members that must never reach the log, wherever they stand near the top of an entry. */
const SECRET = ['authorization', 'apiKey', 'key', 'password', 'body'].flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);

/** What Nest says of each module and route while it starts. */
const CHATTER: ReadonlySet<unknown> = new Set(['InstanceLoader', 'RoutesResolver', 'RouterExplorer', 'NestFactory', 'NestApplication']);

export interface LogOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Standard output when left out. */
  readonly destination?: { write(line: string): void };
}

/**
 * The log as JSON lines: `{ level, time, service, context, msg, … }`. Nest's own messages go the same way. Lines are
 * written in the background; `flush` puts out what is left.
 */
export class Logger implements LoggerService {
  private readonly pino: pino.Logger;
  private readonly stdout: ReturnType<typeof pino.destination> | undefined;

  constructor({ service, level, destination }: LogOptions) {
    this.stdout = destination === undefined ? pino.destination({ dest: 1, sync: false }) : undefined;
    const options: pino.LoggerOptions = {
      level, base: { service }, redact: { paths: SECRET, censor: '[not logged]' }, timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    };
    this.pino = pino(options, destination ?? this.stdout!);
  }

  log(message: unknown, ...rest: unknown[]): void {
    this.write(CHATTER.has(rest.at(-1)) ? 'debug' : 'info', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.write('fatal', message, rest);
  }

  isEnabled(level: LogLevel): boolean {
    return this.pino.isLevelEnabled(level);
  }

  /** Everything is written when this returns; for the moment before the process ends. */
  flush(): void {
    try {
      this.stdout?.flushSync();
    } catch {
      // Standard output is gone, or was never ready; there is nobody left to tell.
    }
  }

  /** Nest gives a context as the last text, and for errors a stack before it. */
  private write(level: Exclude<LogLevel, 'silent'>, message: unknown, rest: unknown[]): void {
    const context = typeof rest.at(-1) === 'string' ? { context: rest.at(-1) } : {};
    const stack = rest.length > 1 && typeof rest[0] === 'string' ? { stack: rest[0] } : {};
    if (message instanceof Error) this.pino[level]({ ...context, ...stack, err: message });
    else if (typeof message === 'object' && message !== null) this.pino[level]({ ...context, ...stack, ...message });
    else this.pino[level]({ ...context, ...stack }, String(message));
  }
}
