import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export interface StartedServer {
  readonly name: string;
  readonly url: string;
  readonly pid: number;
  /** Tells this process from a later one that was given the same number. */
  readonly identity: string;
}

/** What `up` has noted in the folder; nothing when it never ran. */
export function readStarted(folder: string): StartedServer[] {
  const file = fileIn(folder);
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as StartedServer[]) : [];
}

export function writeStarted(folder: string, servers: readonly StartedServer[]): void {
  mkdirSync(folder, { recursive: true });
  const file = fileIn(folder);
  writeFileSync(`${file}.new`, `${JSON.stringify(servers, undefined, 2)}\n`);
  renameSync(`${file}.new`, file);
}

function fileIn(folder: string): string {
  return path.join(folder, 'started.json');
}
