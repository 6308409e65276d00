import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { probeFsync, type FsyncFigures } from './fsync-probe';

/** Where and on what a figure was measured; no figure stands without it. */
export interface Environment {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly disk: string;
  readonly fsync: FsyncFigures;
  readonly kernel: string;
  readonly node: string;
  readonly sqlite: string;
  /** One and five minutes, before the run. */
  readonly loadAverage: readonly [number, number];
  /** The process's own: below zero it goes before what else the machine does. */
  readonly niceness: number;
  readonly commit: string;
  readonly at: string;
}

export function readEnvironment(folder: string): Environment {
  const [one = 0, five = 0] = os.loadavg();
  return {
    cpu: os.cpus()[0]?.model.trim() ?? 'unknown',
    cores: os.availableParallelism(),
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    disk: diskUnder(folder),
    fsync: probeFsync(folder),
    kernel: `${os.type()} ${os.release()}`,
    node: process.version,
    sqlite: process.versions['sqlite'] ?? 'unknown',
    loadAverage: [hundredths(one), hundredths(five)],
    niceness: os.getPriority(),
    commit: commitOf(path.resolve(__dirname, '..', '..')),
    at: new Date().toISOString(),
  };
}

/** Device and file system of the mount that a folder lies on; only Linux tells. */
function diskUnder(folder: string): string {
  try {
    const mounts = readFileSync('/proc/self/mounts', 'utf8').trim().split('\n').map((line) => line.split(' '));
    const real = path.resolve(folder);
    const on = mounts.filter(([, at = '']) => real === at || real.startsWith(at === '/' ? '/' : `${at}/`)).sort((a, b) => a[1]!.length - b[1]!.length).at(-1);
    return on === undefined ? 'unknown' : `${on[2]} on ${on[0]}`;
  } catch {
    return 'unknown';
  }
}

function commitOf(root: string): string {
  const git = (...args: string[]) => execFileSync('git', ['-C', root, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  try {
    return git('rev-parse', '--short', 'HEAD') + (git('status', '--porcelain') === '' ? '' : ' and changes');
  } catch {
    return 'unknown';
  }
}

function hundredths(value: number): number {
  return Math.round(value * 100) / 100;
}
