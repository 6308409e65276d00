import { SingleBar } from 'cli-progress';

/** A bar on a terminal, nothing elsewhere. */
export interface Progress {
  add(count: number): void;
  end(): void;
}

export function progressBar(title: string, total: number): Progress {
  if (!process.stderr.isTTY) return { add: () => undefined, end: () => process.stderr.write(`${title}: done\n`) };
  const bar = new SingleBar({ format: `${title} {bar} {percentage}% {value}/{total} in {duration_formatted}`, hideCursor: true, stream: process.stderr });
  bar.start(total, 0);
  return { add: (count) => bar.increment(count), end: () => bar.stop() };
}
