// Adds up the JSON results that each project's jest run left in tmp/test-results and prints them.
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

/** The last line is always `N passed, N failed`; tests that were skipped are told in a line before it. */
export function totalsLines({ passed, failed, skipped }) {
  return `${skipped > 0 ? `${skipped} skipped\n` : ''}${passed} passed, ${failed} failed`;
}

if (import.meta.main) {
  const totals = sumResults(process.argv[2]);
  console.log(totalsLines(totals));
  process.exit(totals.failed > 0 ? 1 : 0);
}
