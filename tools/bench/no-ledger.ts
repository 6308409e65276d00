import type { Command, Ledger, Result } from '@loyalty/ledger';
import { ledgerCallers } from './ledger-callers';
import { drive } from './load';
import type { Options } from './options';

/**
 * Microseconds that one command costs outside the ledger: choosing it, its id and fingerprint, the request, the
 * promises, noting the latency. Measured with the same callers on a ledger that does nothing and answers next turn.
 */
export async function callerCostUs(options: Options): Promise<number> {
  const callers = ledgerCallers(noLedger(), { ...options, accounts: Math.min(options.accounts, 10_000) });
  const { perSecond } = await drive(callers.send, { callers: options.callers, rate: undefined, warmupSeconds: 0.4, seconds: 0.4 });
  return Math.round(10_000_000 / perSecond) / 10;
}

function noLedger(): Ledger {
  let waiting: (() => void)[] = [];
  let position = 0;
  const answer = () => {
    const answered = waiting;
    waiting = [];
    for (const resolve of answered) resolve();
  };
  const transact = ({ id }: Command) =>
    new Promise<Result<unknown>>((resolve) => {
      if (waiting.length === 0) setImmediate(answer);
      waiting.push(() => resolve({ answer: id, position: (position += 1), recordedAt: '' as never, repeated: false }));
    });
  // The callers use nothing else of a ledger.
  return { transact } as unknown as Ledger;
}
