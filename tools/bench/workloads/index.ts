import type { Options } from '../options';
import type { Measured } from '../result';
import { codes } from './codes';
import { engine } from './engine';
import { facts } from './facts';
import { ledgerGrowth } from './growth';
import { http } from './http';
import { kafka } from './kafka';
import { ledgerLoad } from './ledger';
import { mongodb } from './mongodb';
import { replay } from './replay';
import { redemptions } from './redemptions';
import { start } from './start';
import { views } from './views';

export interface Workload {
  /** Measures in a folder of its own; gives one result, or one for each stage. */
  readonly run: (options: Options, folder: string) => AsyncIterable<Measured>;
  /** Sees to `--runs` itself, because every run goes on with the same files. */
  readonly repeatsItself?: boolean;
}

export const WORKLOADS: Readonly<Record<string, Workload>> = {
  'ledger-uniform': { run: ledgerLoad },
  'ledger-hot': { run: ledgerLoad },
  'ledger-growth': { run: ledgerGrowth, repeatsItself: true },
  replay: { run: replay },
  start: { run: start },
  views: { run: views },
  http: { run: http },
  facts: { run: facts },
  engine: { run: engine },
  codes: { run: codes },
  redemptions: { run: redemptions },
  kafka: { run: kafka },
  mongodb: { run: mongodb },
};
