import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { instantFromMs, seededRandom, type Clock } from '@loyalty/kernel';
import type { Timer } from '@loyalty/messaging';
import { brokersOf } from './connection/brokers';
import { KafkaConnection } from './connection/kafka-connection';
import type { KafkaOptions } from './connection/client';
import type { KafkaPorts } from './settings';

const clock: Clock = { now: () => instantFromMs(Date.now()), elapsedMs: () => performance.now() };
const timer: Timer = {
  sleep: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? undefined : { signal }).catch(() => undefined);
  },
};

/** Time as the machine lets it pass, chance from a seed. */
export const testPorts: KafkaPorts = { clock, timer, random: seededRandom(1) };

interface Server {
  readonly url: string;
  stop(): Promise<void>;
}

let names = 0;

/** A name that no test has used before. */
export function fresh(name: string): string {
  return `${name}-${process.pid}-${(names += 1)}`;
}

/** A broker of its own for a spec, and connections to it that are closed with it. */
export class TestBroker {
  private readonly folder = mkdtempSync(path.join(tmpdir(), 'kafka-'));
  private readonly connections: KafkaConnection[] = [];
  private server: Server | undefined;

  /** `startKafka` of libs/testing, which only specs may use. */
  constructor(private readonly startServer: (options: { folder: string; port?: number }) => Promise<Server>) {}

  get url(): string {
    return this.server!.url;
  }

  async start(): Promise<void> {
    const port = this.server === undefined ? {} : { port: Number(new URL(this.server.url).port) };
    this.server = await this.startServer({ folder: this.folder, ...port });
  }

  connect(more: Partial<KafkaOptions> = {}): KafkaConnection {
    const connection = new KafkaConnection({ brokers: brokersOf(this.url), clientId: 'test', topics: { partitions: 1 }, ...more }, testPorts);
    this.connections.push(connection);
    return connection;
  }

  /** Stops the broker and keeps what it holds. */
  async stop(): Promise<void> {
    await this.server?.stop();
  }

  async end(): Promise<void> {
    for (const connection of this.connections) await connection.close(1_000);
    await this.server?.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
