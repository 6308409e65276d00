// npm test: the tests of every project through Nx (further arguments go to nx run-many), then the totals as the last line.
// npm run test:servers: with --servers those that start real servers, one project after the other.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { resultsDir, sumResults, totalsLines } from './test-totals.mjs';

// Old results go; Nx puts back those of the projects it takes from its cache.
rmSync(resultsDir, { recursive: true, force: true });

const nx = createRequire(import.meta.url).resolve('nx/bin/nx.js');
const servers = process.argv.includes('--servers');
const further = process.argv.slice(2).filter((argument) => argument !== '--servers');
const env = { ...process.env, TEST_SERVERS: String(servers) };
const run = spawnSync(process.execPath, [nx, 'run-many', '-t', 'test', `--parallel=${servers ? 1 : 2}`, ...further], { stdio: 'inherit', env });

const totals = sumResults();
// A run that broke before it wrote its result (killed, out of memory) is a failure too.
if (run.status !== 0 && totals.failed === 0) totals.failed = 1;
console.log(totalsLines(totals));
process.exit(totals.failed > 0 ? 1 : 0);
