import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Documents } from './documents';

const isGenerated = (name: string) => name === 'asyncapi.json' || name.startsWith('schemas/');

/** The generated documents as they lie in a folder. */
export function readFolder(folder: string): Documents {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  return new Map(names.filter(isGenerated).sort().map((name) => [name, readFileSync(path.join(folder, name), 'utf8')]));
}

/** Has the folder hold these documents and no others of ours; what was written by hand stays. */
export function writeFolder(folder: string, documents: Documents): void {
  rmSync(path.join(folder, 'schemas'), { recursive: true, force: true });
  for (const [name, text] of documents) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
}
