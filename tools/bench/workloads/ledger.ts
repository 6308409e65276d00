import path from 'node:path';
import { checkLog } from '../check';
import { ledgerCallers, openWallet } from '../ledger-callers';
import { ledgerParameters, measureLedger } from '../measure-ledger';
import { callerCostUs } from '../no-ledger';
import { openLedger } from '../open-ledger';
import type { Options } from '../options';
import type { Measured } from '../result';

/** `ledger-uniform` and `ledger-hot`: callers in the ledger's own thread, on a new log. */
export async function* ledgerLoad(options: Options, folder: string): AsyncGenerator<Measured> {
  const ownCost = await callerCostUs(options);
  const file = path.join(folder, 'ledger.db');
  const open = await openLedger(file);
  await openWallet(open.ledger);
  const callers = ledgerCallers(open.ledger, options);
  await callers.open();
  const figures = await measureLedger(open.ledger, callers, options);
  await open.close();
  yield { parameters: ledgerParameters(options), figures: { ...figures, callerCostUs: ownCost }, check: await checkLog(file, callers) };
}
