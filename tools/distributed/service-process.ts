import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '@loyalty/testing/servers';
import { SERVICE_FLAGS } from '../door/service';

const ROOT = path.resolve(__dirname, '../..');
const LOOK_AGAIN_MS = 100;

/** A process of one of our apps, as it is shipped, that can be killed and started again under the same address. */
export class ServiceProcess {
  private child: ChildProcess | undefined;

  private constructor(readonly name: string, private readonly app: string, readonly port: number, private readonly folder: string, private readonly environment: Readonly<Record<string, string>>) {}

  /** `app` is one of `apps/`; the process writes its log beside its data. */
  static async make(name: string, app: string, folder: string, environment: Readonly<Record<string, string>>): Promise<ServiceProcess> {
    mkdirSync(path.join(folder, name), { recursive: true });
    return new ServiceProcess(name, app, await freePort(), path.join(folder, name), environment);
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  get running(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  start(): void {
    const log = openSync(path.join(this.folder, 'service.log'), 'a');
    this.child = spawn(process.execPath, [...SERVICE_FLAGS, path.join(ROOT, 'dist', 'apps', this.app, 'src', 'main.js')], {
      cwd: ROOT, stdio: ['ignore', log, log],
      env: { ...process.env, DATA_DIR: this.folder, PORT: String(this.port), LOG_LEVEL: 'info', ...this.environment },
    });
    closeSync(log);
  }

  /** What `/ready` says; undefined when nobody answers. */
  async readiness(): Promise<{ readonly ready: boolean; readonly checks: Readonly<Record<string, { readonly ok: boolean; readonly reason?: string }>> } | undefined> {
    const answer = await fetch(`${this.url}/ready`, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined);
    return answer === undefined ? undefined : ((await answer.json()) as never);
  }

  /** Whether it becomes ready, or unready for this reason, within the time. */
  async becomes(wanted: 'ready' | RegExp, withinMs: number): Promise<boolean> {
    for (const until = Date.now() + withinMs; Date.now() < until; await pause(LOOK_AGAIN_MS)) {
      const said = await this.readiness();
      if (said === undefined) continue;
      if (wanted === 'ready' ? said.ready : !said.ready && Object.values(said.checks).some(({ reason = '' }) => wanted.test(reason))) return true;
    }
    return false;
  }

  /** SIGKILL; resolves when it is gone. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** SIGTERM; answers its exit code. */
  async stop(): Promise<number | null> {
    return this.end('SIGTERM');
  }

  private async end(signal: NodeJS.Signals): Promise<number | null> {
    const { child } = this;
    if (child === undefined || !this.running) return child?.exitCode ?? null;
    const gone = once(child, 'exit');
    child.kill(signal);
    const late = setTimeout(() => child.kill('SIGKILL'), 30_000);
    await gone;
    clearTimeout(late);
    return child.exitCode;
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
