import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { RunningServer } from '../running-server';
import { startMongo } from './mongo';

/** For `beforeAll`: the first start on a machine builds the server. */
export const FIRST_START_MS = 240_000;

/**
 * One server for a spec file, a database for each test: the one that `MONGODB_URL` names (without a database), else the
 * stand-in. A spec that kills its server takes one of its own in any case.
 */
export class MongoOfSpec {
  private started: RunningServer | undefined;
  private folder: string | undefined;
  private databases = 0;

  constructor(private readonly options: { readonly own?: boolean } = {}) {}

  async start(): Promise<void> {
    if (this.given !== undefined) return;
    this.folder = mkdtempSync(path.join(tmpdir(), 'mongodb-'));
    this.started = await startMongo({ folder: this.folder });
  }

  /** The stand-in; there is none when `MONGODB_URL` names the server. */
  get server(): RunningServer {
    return this.started!;
  }

  get port(): number {
    return Number(new URL(this.server.url).port);
  }

  /** Comes back on the same folder under the same address. */
  async startAgain(): Promise<void> {
    this.started = await startMongo({ folder: this.folder!, port: this.port });
  }

  /** The address of a database that nobody has used. */
  newDatabase(): string {
    this.databases += 1;
    const address = (this.given ?? this.server.url.replace(/\/loyalty$/, '')).replace(/\/$/, '');
    return `${address}/test_${process.pid}_${this.folder === undefined ? Date.now() : ''}_${this.databases}`;
  }

  async stop(): Promise<void> {
    await this.started?.stop();
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
  }

  private get given(): string | undefined {
    return this.options.own === true ? undefined : process.env['MONGODB_URL'];
  }
}
