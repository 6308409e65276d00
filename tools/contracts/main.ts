import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { breaking } from './compatibility/compatibility';
import { told } from './compatibility/finding';
import { documents, type Documents } from './documents';
import { readFolder, writeFolder } from './folder';
import { documentsAt } from './git-version';
import { stale } from './stale';

const USAGE = `npm run contracts                                  writes docs/contracts from libs/contracts
npm run contracts -- --check                       says whether it is up to date and breaks nobody since HEAD; ends with 1 if not
npm run contracts -- --check --against <dir|ref>   the same since the documents in a folder or at a commit`;

const ROOT = path.resolve(__dirname, '../..');
const FOLDER = path.join(ROOT, 'docs/contracts');

async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { check: { type: 'boolean' }, against: { type: 'string' }, help: { type: 'boolean' } } });
  if (values.help === true || (values.against !== undefined && values.check !== true)) {
    console.log(USAGE);
    return values.help === true ? 0 : 2;
  }
  const made = await documents(ROOT);
  if (values.check !== true) {
    writeFolder(FOLDER, made);
    console.log(`docs/contracts: ${made.size} files`);
    return 0;
  }
  const against = values.against ?? 'HEAD';
  const findings = [...stale(readFolder(FOLDER), made), ...breaking(before(against), made).map(told)];
  for (const finding of findings) console.log(finding);
  console.log(findings.length === 0 ? `docs/contracts: up to date, and nothing breaks since ${against}` : `docs/contracts: ${findings.length} findings`);
  return findings.length === 0 ? 0 : 1;
}

function before(against: string): Documents {
  return existsSync(against) ? readFolder(against) : documentsAt(ROOT, against);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
