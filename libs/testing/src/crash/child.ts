import { spawn, type ChildProcessByStdio } from 'node:child_process';
import path from 'node:path';
import type { Readable } from 'node:stream';

const root = path.resolve(__dirname, '../../../..');

/** A process of ours that runs a TypeScript file and says things line by line. */
export interface Child {
  readonly pid: number;
  /** All it has said so far. */
  readonly lines: readonly string[];
  /** Resolves with the first line that the test accepts; rejects when the process ends before. */
  said(accept: (line: string) => boolean): Promise<string>;
  /** SIGKILL, and resolves when it is gone. */
  kill(): Promise<void>;
}

/** Starts `file` of this repository; `prefix` goes before the command, as `prlimit` does. */
export function startChild(file: string, args: readonly string[], prefix: readonly string[] = []): Child {
  const [command = '', ...rest] = [...prefix, process.execPath, '-r', './tools/register.cjs', file, ...args];
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn(command, rest, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const lines: string[] = [];
  const listeners: (() => void)[] = [];
  let unfinished = '';
  let errors = '';
  const wake = () => listeners.splice(0).forEach((listener) => listener());
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (unfinished + text).split('\n');
    unfinished = parts.pop()!;
    lines.push(...parts);
    wake();
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const gone = new Promise<void>((resolve) => child.once('close', () => (wake(), resolve())));
  const started: Child = {
    pid: child.pid!,
    lines,
    async said(accept) {
      for (let from = 0; ; ) {
        const found = lines.slice(from).find(accept);
        if (found !== undefined) return found;
        from = lines.length;
        if (child.exitCode !== null || child.signalCode !== null) throw new Error(`${file} ended: ${lines.slice(-5).join(' | ')} ${errors}`);
        await new Promise<void>((resolve) => listeners.push(resolve));
      }
    },
    async kill() {
      alive.delete(started);
      child.kill('SIGKILL');
      await gone;
    },
  };
  alive.add(started);
  return started;
}

const alive = new Set<Child>();

/** For `afterEach`: a test that failed leaves no process behind. */
export async function killChildren(): Promise<void> {
  await Promise.all([...alive].map((child) => child.kill()));
}
