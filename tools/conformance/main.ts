import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { judge } from './judge';
import { readCases } from './read-cases';
import type { Verdict } from './verdict';

const OWN_CASES = path.join(__dirname, 'cases.md');

/** `npm run conformance -- [--file F] [--json]`: judges every case of a file; without one, of our own. */
async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { file: { type: 'string' }, json: { type: 'boolean' } } });
  const verdicts = await Promise.all(readCases(readFileSync(values.file ?? OWN_CASES, 'utf8')).map(judge));
  const of = (status: Verdict['status']) => verdicts.filter((verdict) => verdict.status === status);
  if (values.json) console.log(JSON.stringify(verdicts, null, 2));
  else for (const verdict of verdicts) if (verdict.status !== 'passed' || verdict.note !== undefined) console.log(told(verdict));
  console.log(`${of('passed').length} passed, ${of('failed').length} failed, ${of('not applicable').length} not applicable`);
  return of('failed').length === 0 && verdicts.length > 0 ? 0 : 1;
}

function told({ id, k, status, reason, note, checks }: Verdict): string {
  const wrong = checks.filter(({ ok }) => !ok).map(({ what, expected, actual }) => `${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  return [`${id} (${k}) ${status}`, ...[note, reason, ...(status === 'passed' ? [] : wrong)].filter((text) => text !== undefined && text !== '')].join(' · ');
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
