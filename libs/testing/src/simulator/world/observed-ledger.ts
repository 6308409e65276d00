import type { AnyStream, Ledger } from '@loyalty/ledger';

/** The ledger with an eye on it: which streams there are, and with which deciders. */
export function observed(ledger: Ledger, witness: { stream(stream: AnyStream): void }): Ledger {
  const transact: Ledger['transact'] = (command, work) => {
    for (const stream of work.streams) witness.stream(stream);
    return ledger.transact(command, work);
  };
  return proxied(ledger, { transact });
}

/** The same ledger with some of its methods replaced; what is not replaced is the ledger's own. */
export function proxied(ledger: Ledger, replaced: Partial<Pick<Ledger, 'transact' | 'peek'>>): Ledger {
  return new Proxy(ledger, {
    get(target, name) {
      const own = replaced[name as keyof typeof replaced] ?? (target as never)[name as never];
      return typeof own === 'function' ? (own as () => unknown).bind(target) : own;
    },
  });
}
