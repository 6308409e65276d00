import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readEnvironment } from './environment';
import type { Options } from './options';
import type { Measured, Result } from './result';
import { WORKLOADS } from './workloads';

/** Runs a workload as often as asked; every run and every stage of it is handed on as soon as it is checked. */
export async function bench(options: Options, print: (result: Result) => void): Promise<boolean> {
  const workload = WORKLOADS[options.workload];
  if (workload === undefined) throw new Error(`There is no workload "${options.workload}"; there are ${Object.keys(WORKLOADS).join(', ')}`);
  let ok = true;
  let run = 0;
  for (let round = 1; round <= (workload.repeatsItself ? 1 : options.runs); round += 1) {
    const folder = folderFor(options);
    try {
      let environment = readEnvironment(folder);
      for await (const measured of workload.run(options, folder)) {
        ok &&= measured.check.ok;
        print(resultOf(options.workload, (run += 1), measured, environment));
        if (workload.repeatsItself) environment = readEnvironment(folder);
      }
    } finally {
      if (options.data === undefined) rmSync(folder, { recursive: true, force: true });
    }
  }
  return ok;
}

/** A run whose check fails has no figures. */
function resultOf(workload: string, run: number, { parameters, figures, check }: Measured, environment: Result['environment']): Result {
  return { workload, run, parameters, ok: check.ok, figures: check.ok ? figures : {}, check, environment };
}

function folderFor({ data }: Options): string {
  if (data === undefined) return mkdtempSync(path.join(tmpdir(), 'loyalty-bench-'));
  mkdirSync(data, { recursive: true });
  return data;
}
