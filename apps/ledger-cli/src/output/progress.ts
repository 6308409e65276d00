import { SingleBar } from 'cli-progress';
import type { Progress } from '@loyalty/ledger';
import type { Io } from '../io';

/** A bar on standard error while somebody looks at it, nothing otherwise. */
export function progressOf(io: Pick<Io, 'err'>, wanted: boolean): { tell(progress: Progress): void; stop(): void } {
  if (!wanted || io.err.isTTY !== true) return { tell: () => undefined, stop: () => undefined };
  const bar = new SingleBar({ stream: io.err, format: '{bar} {percentage}% | {value}/{total} events | {eta_formatted} left{again}', hideCursor: true, clearOnComplete: true, fps: 5 });
  let begun = false;
  return {
    tell({ reading, position, size }) {
      const again = { again: reading > 1 ? ` | reading ${reading}` : '' };
      if (!begun) bar.start(size, position, again);
      else bar.update(position, again);
      begun = true;
    },
    stop: () => begun && bar.stop(),
  };
}
