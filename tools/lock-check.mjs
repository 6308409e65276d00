// Fails when package-lock.json would not serve another machine: a package's binary for another platform is absent
// (npm writes such a lock without a word and `npm ci` fails on it), or a download address names another host than npm's own.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const file = process.argv[2] ?? path.resolve(import.meta.dirname, '..', 'package-lock.json');
const { packages } = JSON.parse(readFileSync(file, 'utf8'));

/** Finds `name` as Node would from the package at `from`: in its own node_modules, then in each one above. */
function resolves(from, name) {
  for (let at = from; ; at = at.slice(0, Math.max(0, at.lastIndexOf('node_modules/') - 1))) {
    if (packages[at ? `${at}/node_modules/${name}` : `node_modules/${name}`]) return true;
    if (!at) return false;
  }
}

const problems = [];
for (const [at, entry] of Object.entries(packages)) {
  const missing = Object.entries(entry.optionalDependencies ?? {}).filter(([name]) => !resolves(at, name));
  if (missing.length > 0) problems.push(`${at}@${entry.version} lacks ${missing.map((pair) => pair.join('@')).join(' ')}`);
  if (entry.resolved && !entry.link) problems.push(`${at} says where it is downloaded from`);
}

for (const problem of problems) console.error(`package-lock.json: ${problem}`);
console.log(problems.length === 0 ? 'package-lock.json: complete for every platform' : `package-lock.json: ${problems.length} problems`);
process.exit(problems.length === 0 ? 0 : 1);
