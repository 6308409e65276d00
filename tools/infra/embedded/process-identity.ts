import { spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

const PATIENCE_MS = 15_000;
const LOOK_AGAIN_MS = 50;

/** When and as what the process started; undefined when there is none. A number alone may have passed to another. */
export function identityOf(pid: number): string | undefined {
  const { status, stdout } = spawnSync('ps', ['-o', 'stat=,lstart=,comm=', '-p', String(pid)], { encoding: 'utf8' });
  const [, state, identity] = /^(\S+)\s+(.+)$/.exec(stdout.trim()) ?? [];
  // One that has ended stays listed until its parent has taken note.
  return status === 0 && state !== undefined && !state.startsWith('Z') ? identity : undefined;
}

/** Stops the process if it is still this one: SIGTERM, and SIGKILL when that does not help. Answers whether it ran. */
export async function stopProcess(pid: number, identity: string): Promise<boolean> {
  if (identityOf(pid) !== identity) return false;
  process.kill(pid, 'SIGTERM');
  for (const until = Date.now() + PATIENCE_MS; identityOf(pid) === identity; await sleep(LOOK_AGAIN_MS)) {
    if (Date.now() > until) process.kill(pid, 'SIGKILL');
  }
  return true;
}
