import { execFileSync } from 'node:child_process';
import type { Documents } from './documents';

const FOLDER = 'docs/contracts';

/** The generated documents as they were at a commit; none where there were none yet. Throws when git does not know the commit. */
export function documentsAt(root: string, ref: string): Documents {
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024, stdio: ['ignore', 'pipe', 'pipe'] });
  const names = git('ls-tree', '-r', '--name-only', ref, '--', FOLDER).split('\n').filter((name) => name.endsWith('.json'));
  return new Map(names.map((name) => [name.slice(FOLDER.length + 1), git('show', `${ref}:${name}`)]));
}

/** Whether the folder is a working tree of git at all: an unpacked archive is none. */
export function hasGit(root: string): boolean {
  try {
    execFileSync('git', ['rev-parse', '--verify', 'HEAD'], { cwd: root, stdio: 'ignore' });
    return true;
  } catch {
    return false; // the answer, not an error
  }
}
