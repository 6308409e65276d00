import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';

export const repository = path.resolve(__dirname, '../../../..');

/**
 * The folder `.nx/servers/<name>-<hash of recipe>`, filled by `build` when it is not there. Two processes may build at
 * once: each builds aside, and the rename is whole or does not happen.
 */
export async function builtOnce(name: string, recipe: string, build: (folder: string) => Promise<void>): Promise<string> {
  const kept = path.join(repository, '.nx', 'servers');
  const folder = path.join(kept, `${name}-${createHash('sha256').update(recipe).digest('hex').slice(0, 8)}`);
  if (existsSync(folder)) return folder;
  mkdirSync(kept, { recursive: true });
  const aside = mkdtempSync(`${folder}.building-`);
  try {
    await build(aside);
    renameSync(aside, folder);
  } catch (error) {
    rmSync(aside, { recursive: true, force: true });
    // Somebody else was faster, and a folder that is not empty is not replaced.
    if (!existsSync(folder)) throw error;
  }
  return folder;
}
