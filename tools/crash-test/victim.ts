import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Orders } from './orders';

const ROOT = path.resolve(__dirname, '..', '..');
/** A named point that is not reached within this time is not reached at all. */
const LIFE_MS_MAX = 15_000;

/** How a child died: killed by itself or by us, or by an error of its own. */
export interface Death {
  readonly signal: string | null;
  readonly code: number | null;
  /** Milliseconds from its orders to its death. */
  readonly lifeMs: number;
}

/** A child process that is loaded and waits for its orders, so that its start costs no cycle any time. */
export class Victim {
  private readonly ready: Promise<unknown>;

  private constructor(private readonly child: ChildProcess) {
    const failed = once(child, 'exit').then(([code]) => {
      throw new Error(`The child ended with code ${code} before it had its orders`);
    });
    this.ready = Promise.race([once(child, 'message'), failed]);
    // Whoever awaits it hears of the failure; nobody else does.
    this.ready.catch(() => undefined);
  }

  static load(): Victim {
    return new Victim(fork(path.join(__dirname, 'child.ts'), { cwd: ROOT, execArgv: ['-r', path.join(ROOT, 'tools', 'register.cjs'), '-r', path.join(__dirname, 'arm-threads.ts')], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] }));
  }

  /** Lets it live by these orders, until it dies or, when a time is given, is killed. */
  async live(orders: Orders, killAfterMs?: number): Promise<Death> {
    await this.ready;
    const died = once(this.child, 'exit') as Promise<[number | null, string | null]>;
    const begun = performance.now();
    this.child.send(orders);
    const timer = setTimeout(() => this.kill(), killAfterMs ?? LIFE_MS_MAX);
    const [code, signal] = await died;
    clearTimeout(timer);
    return { code, signal, lifeMs: performance.now() - begun };
  }

  reached({ signal, lifeMs }: Death): boolean {
    return signal === 'SIGKILL' && lifeMs < LIFE_MS_MAX;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }
}
