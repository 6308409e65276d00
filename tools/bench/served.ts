import { spawn, type ChildProcess } from 'node:child_process';
import { randomFillSync } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { createApiKey } from '@loyalty/platform';
import { SERVICE_FLAGS } from '../door/service';
import { wallClock } from './clock';

const ROOT = path.resolve(__dirname, '..', '..');
const MAIN = path.join(ROOT, 'dist', 'apps', 'standalone', 'src', 'main.js');

/** The standalone service as it is shipped, in a process of its own. */
export interface Served {
  readonly port: number;
  readonly key: string;
  readonly child: ChildProcess;
  /** When the process was started, by `performance.now()`. */
  readonly since: number;
  /** What its process has used so far; of its own kind of system only. */
  used(): { readonly cpuSeconds: number; readonly rssHighestMiB: number };
  /** Resolves when it has ended in its own time. */
  stop(): Promise<void>;
}

/** Starts it on a folder; resolves when it says where it listens. */
export async function serve(dataDir: string, environment: Readonly<Record<string, string>> = {}): Promise<Served> {
  if (!existsSync(MAIN)) throw new Error('There is no built service: npm run build comes first');
  mkdirSync(dataDir, { recursive: true });
  const random = { bytes: (length: number) => randomFillSync(new Uint8Array(length)) };
  const { key } = createApiKey(path.join(dataDir, 'api-keys.json'), { name: 'bench', roles: ['operator', 'service', 'auditor'] }, { clock: wallClock, random });
  const since = performance.now();
  const child = spawn(process.execPath, [...SERVICE_FLAGS, MAIN], {
    cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, PORT: '0', DATA_DIR: dataDir, LOG_LEVEL: 'info', ...environment },
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return { port: await listening(child), key, child, since, used: () => usedBy(child.pid!), stop: () => stop(child) };
}

async function listening(child: ChildProcess): Promise<number> {
  let text = '';
  return new Promise((resolve, reject) => {
    child.stdout!.on('data', (chunk) => {
      text = (text + String(chunk)).slice(-10_000);
      const port = /"url":"http:[^"]*:(\d+)"/.exec(text)?.[1];
      if (port !== undefined) resolve(Number(port));
    });
    child.once('exit', (code) => reject(new Error(`The service ended at its start, with code ${code}`)));
  });
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}

const TICKS_A_SECOND = 100;

/** From proc(5): user and system time of all threads, and the highest resident size. */
function usedBy(pid: number): { cpuSeconds: number; rssHighestMiB: number } {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const highest = Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return { cpuSeconds: (Number(fields[11]) + Number(fields[12])) / TICKS_A_SECOND, rssHighestMiB: Math.round(highest / 1024) };
}
