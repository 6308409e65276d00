import { statSync } from 'node:fs';
import path from 'node:path';
import { checkLog } from '../check';
import { fillTo } from '../fill';
import { ledgerCallers, warmAccounts } from '../ledger-callers';
import { ledgerParameters, measureLedger } from '../measure-ledger';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import type { Measured } from '../result';

const SIZES = [10_000, 1_000_000, 10_000_000];

/**
 * `ledger-growth`: the same load on one log at growing sizes. The log is filled by real commands in large commits and
 * stays in the folder; a size that it has passed already is not measured again.
 */
export async function* ledgerGrowth(options: Options, folder: string): AsyncGenerator<Measured> {
  const file = path.join(folder, `growth-${options.accounts}-${options.ids}.db`);
  const sizes = [...new Set(SIZES.filter((size) => size < options.events)), options.events];
  let head = await headOf(file);
  for (const size of sizes.filter((one) => one > head || one === options.events)) {
    const filled = await fillTo(file, size, options);
    for (let run = 1; run <= options.runs; run += 1) {
      const begun = performance.now();
      const open = await openLedger(file);
      const openedMs = Math.round(performance.now() - begun);
      head = await open.store.head();
      const callers = ledgerCallers(open.ledger, { ...options, seed: options.seed + head });
      const coldAccountUs = await warmAccounts(open.ledger, options.accounts);
      const figures = await measureLedger(open.ledger, callers, options);
      await open.close();
      const check = await checkLog(file);
      const extra = { eventsBefore: head, openedMs, coldAccountUs, fileMiB: Math.round(statSync(file).size / 2 ** 20), filledPerSecond: filled };
      yield { parameters: { events: size, ...ledgerParameters(options) }, figures: { ...figures, ...extra }, check };
    }
    head = await headOf(file);
  }
}

async function headOf(file: string): Promise<number> {
  const { store, close } = await openLedger(file);
  const head = await store.head();
  await close();
  return head;
}
