import { ledgerCallers, openWallet, warmAccounts } from './ledger-callers';
import { openLedger } from './open-ledger';
import type { Options } from './options';

/** So many commands go into one commit while a log is filled. */
const TOGETHER = 8_192;

/**
 * Brings a log to at least so many events by real commands without repeats; a new log gets the wallet and the accounts
 * first. Answers the events written a second, undefined when it was large enough already.
 */
export async function fillTo(file: string, events: number, options: Options): Promise<number | undefined> {
  const { ledger, store, close } = await openLedger(file, { batchMax: TOGETHER });
  const before = await store.head();
  if (before >= events) {
    await close();
    return undefined;
  }
  const begun = performance.now();
  const callers = ledgerCallers(ledger, { ...options, seed: options.seed + before });
  if (before > 0) {
    await warmAccounts(ledger, options.accounts);
  } else {
    await openWallet(ledger);
    await callers.open();
  }
  const caller = async () => {
    while ((await store.head()) < events) await callers.sendNew();
  };
  await Promise.all(Array.from({ length: Math.min(TOGETHER, Math.max(1, Math.ceil((events - before) / 10))) }, caller));
  const written = (await store.head()) - before;
  await close();
  return Math.round((written * 1000) / (performance.now() - begun));
}
