import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RunningServer } from './running-server';

const START_MS = 90_000;
const LOOK_AGAIN_MS = 100;
const STOP_MS = 15_000;
const TAIL = 3_000;

/** Of util-linux; it has the kernel end the server together with us, however we end. Elsewhere only a stop does. */
const SETPRIV = '/usr/bin/setpriv';

export interface ServerProcess {
  readonly name: string;
  readonly url: string;
  readonly folder: string;
  readonly command: readonly [string, ...string[]];
  readonly needs: string;
  readonly outlives: boolean;
  /** Asks the server itself. */
  readonly answers: () => Promise<boolean>;
}

/** Starts the process and resolves when it answers; rejects with the end of its log when it does not. */
export async function startServer({ name, url, folder, command, needs, outlives, answers }: ServerProcess): Promise<RunningServer> {
  mkdirSync(folder, { recursive: true });
  const logFile = path.join(folder, `${name}.log`);
  const log = openSync(logFile, 'a');
  const [program, ...args] = outlives || !existsSync(SETPRIV) ? command : [SETPRIV, '--pdeathsig', 'KILL', ...command] as const;
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', log, log], detached: outlives });
  closeSync(log);
  const failed = (why: string, cause?: unknown) => new Error(`${name} ${why}: ${readFileSync(logFile, 'utf8').slice(-TAIL)}`, { cause });
  let unstartable: unknown;
  child.once('error', (error) => (unstartable = error));
  const server: RunningServer = { name, url, pid: child.pid ?? 0, stop: () => stop(child), kill: () => end(child, 'SIGKILL') };
  for (const until = Date.now() + START_MS; ; await sleep(LOOK_AGAIN_MS)) {
    if (unstartable !== undefined) throw failed(`cannot be started, ${needs} is needed`, unstartable);
    if (hasEnded(child)) throw failed('ended at its start');
    if (await answers()) break;
    if (Date.now() > until) {
      await stop(child);
      throw failed(`did not answer within ${START_MS} ms`);
    }
  }
  if (outlives) child.unref();
  return server;
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null;
}

async function stop(child: ChildProcess): Promise<void> {
  const harder = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
  // One that was stopped in its tracks hears no SIGTERM.
  child.kill('SIGCONT');
  await end(child, 'SIGTERM');
  clearTimeout(harder);
}

function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (hasEnded(child)) return Promise.resolve();
  return new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.kill(signal);
  });
}
