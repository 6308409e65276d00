import { spawnSync } from 'node:child_process';
import path from 'node:path';
import type { Order } from './main';

const root = path.resolve(__dirname, '../..');
const COMPOSE: Readonly<Record<Order, readonly string[]>> = { up: ['up', '-d', '--build'], down: ['down'], status: ['ps'] };

/** Whether an engine answers; the program alone is not enough. */
export function hasDocker(): boolean {
  return spawnSync('docker', ['info'], { stdio: 'ignore' }).status === 0;
}

/** The exit code of docker compose. */
export function docker(order: Order): number {
  return spawnSync('docker', ['compose', ...COMPOSE[order]], { cwd: root, stdio: 'inherit' }).status ?? 2;
}
