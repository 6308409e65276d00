import { spawn, type ChildProcess } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { instantFromMs } from '@loyalty/kernel';
import { createApiKey, revokeApiKey } from '@loyalty/platform';
import type { Door } from './client';

export interface ServiceOptions {
  /** A service that runs already; left out, one is started on `dataDir` and stopped at the end. */
  readonly url?: string;
  readonly key?: string;
  readonly dataDir: string;
}

export interface RunningService {
  readonly door: Door;
  stop(): Promise<void>;
}

/** As `npm start` runs it: with room for what a turn throws away, the collector copies less (docs/benchmarks.md). */
export const SERVICE_FLAGS = ['--enable-source-maps', '--max-semi-space-size=64'] as const;

const ROOT = path.resolve(__dirname, '../..');
const START_MS_MAX = 60_000;
const ports = { clock: { now: () => instantFromMs(Date.now()), elapsedMs: () => performance.now() }, random: { bytes: (length: number) => randomFillSync(new Uint8Array(length)) } };

/** The service to talk to: the one named, or one of our own, with a key that is revoked when we are done. */
export async function openService({ url, key, dataDir }: ServiceOptions): Promise<RunningService> {
  if (url !== undefined) {
    if (key === undefined) throw new Error('A running service needs a key: --key, or LOYALTY_API_KEY');
    return { door: { url, key }, stop: async () => undefined };
  }
  mkdirSync(dataDir, { recursive: true });
  const keys = path.join(dataDir, 'api-keys.json');
  const made = createApiKey(keys, { name: 'import', roles: ['operator', 'service', 'auditor'] }, ports);
  const port = await freePort();
  const child = spawn(process.execPath, [...SERVICE_FLAGS, path.join(ROOT, 'dist/apps/standalone/src/main.js')], {
    cwd: ROOT,
    env: { ...process.env, PORT: String(port), DATA_DIR: path.resolve(dataDir), LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const door = { url: `http://127.0.0.1:${port}`, key: made.key };
  try {
    await ready(door, child);
  } catch (error) {
    child.kill('SIGKILL');
    revokeApiKey(keys, made.record.id);
    throw error;
  }
  return { door, stop: () => stop(child).finally(() => revokeApiKey(keys, made.record.id)) };
}

async function ready({ url }: Door, child: ChildProcess): Promise<void> {
  for (const start = Date.now(); Date.now() - start < START_MS_MAX;) {
    if (child.exitCode !== null) throw new Error(`The service stopped at its start with code ${child.exitCode}`);
    const answer = await fetch(`${url}/ready`).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The service did not become ready');
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'exit');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
