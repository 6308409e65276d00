import path from 'node:path';
import { fillTo } from './fill';
import type { Options } from './options';

/** A log with at least so many events of the mix, made when it is not in the folder yet; several workloads share it. */
export async function filledLog(options: Options, folder: string): Promise<string> {
  const file = path.join(folder, `log-${options.events}-${options.accounts}-${options.seed}.db`);
  await fillTo(file, options.events, options);
  return file;
}
