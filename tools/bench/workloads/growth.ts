import { copyFileSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { checkLog } from '../check';
import { fillTo } from '../fill';
import { ledgerCallers, warmAccounts } from '../ledger-callers';
import { ledgerParameters, measureLedger } from '../measure-ledger';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import type { Measured } from '../result';

const SIZES = [10_000, 1_000_000, 10_000_000];
const COPIED_BELOW = 500_000;
const SETTLED_MS = 6_000;

/**
 * `ledger-growth`: the same load on one log at growing sizes. The log is filled by real commands in large commits and
 * stays in the folder; a size that it has passed already is not measured again.
 */
export async function* ledgerGrowth(options: Options, folder: string): AsyncGenerator<Measured> {
  const file = path.join(folder, `growth-${options.accounts}-${options.ids}.db`);
  const sizes = [...new Set(SIZES.filter((size) => size < options.events)), options.events];
  let head = await headOf(file);
  for (const size of sizes.filter((one) => one > head || one === options.events)) {
    const filledPerSecond = await fillTo(file, size, options);
    const runs: Measured['figures'][] = [];
    // A run adds some hundred thousand events: next to nothing for a large log, but a small one is measured on copies.
    const copied = size < COPIED_BELOW;
    const measured = copied ? `${file}-copy` : file;
    for (let run = 1; run <= options.runs; run += 1) {
      if (copied) copyLog(file, measured);
      runs.push({ ...(await oneRun(measured, options)), filledPerSecond });
    }
    // One check for all runs of a size: reading ten million events takes minutes.
    const check = await checkLog(measured);
    if (copied) removeLog(measured);
    for (const figures of runs) yield { parameters: { events: size, ...ledgerParameters(options) }, figures, check };
    head = await headOf(file);
  }
}

async function oneRun(file: string, options: Options): Promise<Measured['figures']> {
  const begun = performance.now();
  const { ledger, store, close } = await openLedger(file);
  const openedMs = Math.round(performance.now() - begun);
  const eventsBefore = await store.head();
  const coldAccountUs = await warmAccounts(ledger, options.accounts);
  // The index of commands learns its table after a start (three seconds for ten million): that is a start's cost, not a command's.
  await new Promise((resolve) => setTimeout(resolve, SETTLED_MS));
  const figures = await measureLedger(ledger, ledgerCallers(ledger, { ...options, seed: options.seed + eventsBefore }), options);
  await close();
  return { ...figures, eventsBefore, openedMs, coldAccountUs, fileMiB: Math.round(statSync(file).size / 2 ** 20) };
}

/** A log that nobody has open. */
function copyLog(from: string, to: string): void {
  removeLog(to);
  copyFileSync(from, to);
}

function removeLog(file: string): void {
  for (const end of ['', '-wal', '-shm', '-lock']) rmSync(file + end, { force: true });
}

async function headOf(file: string): Promise<number> {
  const { store, close } = await openLedger(file);
  const head = await store.head();
  await close();
  return head;
}
