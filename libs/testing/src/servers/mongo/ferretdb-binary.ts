import { cpSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { builtOnce, repository } from '../built-once';
import { runCommand } from '../run-command';

const MODULE = path.join(repository, 'tools', 'infra', 'ferretdb');

/** The path of the server's program: built with Go the first time, from `.nx/servers` after that. */
export async function ferretdbBinary(): Promise<string> {
  const sources = readdirSync(MODULE).filter((name) => /\.go$|^go\./.test(name)).sort();
  const recipe = sources.map((name) => readFileSync(path.join(MODULE, name), 'utf8')).join('');
  const version = /FerretDB\/FerretDB v([\d.]+)/.exec(recipe)?.[1];
  const folder = await builtOnce(`ferretdb-${version}`, recipe, async (aside) => {
    // Built on a copy: go writes nothing into the repository.
    for (const name of sources) cpSync(path.join(MODULE, name), path.join(aside, 'src', name));
    await runCommand('go', ['build', '-trimpath', '-o', path.join(aside, 'ferretdb'), '.'], { cwd: path.join(aside, 'src'), needs: 'Go 1.24 or later (go)' });
  });
  return path.join(folder, 'ferretdb');
}
