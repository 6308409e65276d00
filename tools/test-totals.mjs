// Adds up the JSON results that each project's jest run left in tmp/test-results and prints one plain line.
// `npm test` uses it through test-all.mjs; alone: node tools/test-totals.mjs [directory]
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';

export const resultsDir = path.resolve(import.meta.dirname, '..', 'tmp', 'test-results');

/** A suite that could not run at all (it does not compile, it throws on load) counts as one failure. */
export function sumResults(dir = resultsDir) {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  const files = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.json')) : [];
  for (const name of files) {
    const result = JSON.parse(readFileSync(path.join(dir, name), 'utf8'));
    totals.passed += result.numPassedTests;
    totals.failed += result.numFailedTests + result.numRuntimeErrorTestSuites;
    totals.skipped += result.numPendingTests + result.numTodoTests;
  }
  return totals;
}

export function totalsLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

if (import.meta.main) {
  const totals = sumResults(process.argv[2]);
  console.log(totalsLine(totals));
  process.exit(totals.failed > 0 ? 1 : 0);
}
