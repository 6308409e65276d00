import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import type { SourceFile } from './rules';

const skippedDirectories = new Set(['node_modules', 'dist', 'tmp', 'data', 'coverage', '.nx', '.git']);
const readable = /\.(ts|tsx|mts|cts|js|mjs|cjs|py|go|sh|json|md|ya?ml)$|\/(?:bin|\.ci)\/[\w-]+$|\/Dockerfile$/;

/** Every text file of the repository that people wrote. */
export function readSources(root: string): SourceFile[] {
  const files: SourceFile[] = [];
  const walk = (directory: string) => {
    for (const entry of readdirSync(path.join(root, directory), { withFileTypes: true })) {
      const at = `${directory}/${entry.name}`;
      if (entry.isDirectory() && !skippedDirectories.has(entry.name)) walk(at);
      if (entry.isFile() && readable.test(at) && entry.name !== 'package-lock.json') {
        files.push({ path: at.slice(2), text: readFileSync(path.join(root, at), 'utf8') });
      }
    }
  };
  walk('.');
  return files;
}
