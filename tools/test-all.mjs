// npm test: the tests of every project through Nx (further arguments go to nx run-many), then the totals as the last line.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resultsDir, sumResults, totalsLine } from './test-totals.mjs';

// Old results go; Nx puts back those of the projects it takes from its cache.
rmSync(resultsDir, { recursive: true, force: true });

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const run = spawnSync(process.execPath, [nx, 'run-many', '-t', 'test', '--parallel=2', ...process.argv.slice(2)], { stdio: 'inherit' });

const totals = sumResults();
// A run that broke before it wrote its result (killed, out of memory) is a failure too.
if (run.status !== 0 && totals.failed === 0) totals.failed = 1;
console.log(totalsLine(totals));
process.exit(totals.failed > 0 ? 1 : 0);
