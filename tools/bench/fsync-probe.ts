import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import path from 'node:path';
import { Latencies } from './latencies';

export interface FsyncFigures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** What the disk under a folder takes for 4 KiB written at the end of a file and fdatasync; the yardstick for one caller. */
export function probeFsync(folder: string, forMs = 400): FsyncFigures {
  const file = path.join(folder, `fsync-probe-${process.pid}`);
  const fd = openSync(file, 'w');
  const block = Buffer.alloc(4096, 7);
  const latencies = new Latencies();
  const begun = performance.now();
  try {
    for (let now = begun; now - begun < forMs; ) {
      writeSync(fd, block);
      fdatasyncSync(fd);
      const done = performance.now();
      latencies.add(done - now);
      now = done;
    }
  } finally {
    closeSync(fd);
    rmSync(file);
  }
  const { p50Ms, p99Ms } = latencies.figures();
  return { perSecond: Math.round((latencies.count * 1000) / (performance.now() - begun)), p50Ms, p99Ms };
}
