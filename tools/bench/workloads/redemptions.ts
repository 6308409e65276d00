import path from 'node:path';
import { measureLedger } from '../measure-ledger';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import { checkUses } from '../redemptions/check-uses';
import { Redeemers, type Codes } from '../redemptions/redeemers';
import { KEYS, openShop } from '../redemptions/shop';
import type { Measured } from '../result';

/**
 * `redemptions`: baskets of three lines are held, and committed once that is durable, in the ledger's own thread on a new
 * log. `uniform`: each with a code of its own; `hot`: all with one code whose campaign is limited.
 */
export async function* redemptions(options: Options, folder: string): AsyncGenerator<Measured> {
  for (const codes of ['uniform', 'hot'] as const) yield await measured(codes, options, path.join(folder, `${codes}.db`));
}

async function measured(codes: Codes, options: Options, file: string): Promise<Measured> {
  const { ledger, close } = await openLedger(file);
  const code = await openShop(ledger);
  const callers = new Redeemers({ ledger, keys: KEYS }, codes, code, options);
  const figures = await measureLedger(ledger, callers, options);
  await close();
  const { callers: count, seconds, warmupSeconds, seed } = options;
  return { parameters: { codes, callers: count, lines: 3, seconds, warmupSeconds, seed }, figures, check: await checkUses(file, callers.committed) };
}
