import { bench } from './bench';
import { readOptions, USAGE } from './options';
import { report } from './report';
import type { Result } from './result';
import { table } from './table';

async function main(args: readonly string[]): Promise<number> {
  if (args[0] === 'report' && args[1] !== undefined) {
    console.log(report(args[1]));
    return 0;
  }
  const options = readOptions(args);
  const results: Result[] = [];
  const ok = await bench(options, (result) => {
    results.push(result);
    if (options.json) console.log(JSON.stringify(result));
  });
  if (!options.json) console.log(table(results));
  return ok ? 0 : 1;
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
    process.exitCode = 2;
  },
);
