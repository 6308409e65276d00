// A process that writes to a log until it is killed or done: node -r ./tools/register.cjs libs/adapters/kurrentdb/src/testing/writer-process.ts <url> <name> <commands>
// Prints the number of each command that is answered, `repeated` for one that was answered before, and `done`.
import { randomBytes } from 'node:crypto';
import { instant, instantFromMs } from '@loyalty/kernel';
import { Ledger, type Decider, type DomainEvent, type StreamOf } from '@loyalty/ledger';
import { KurrentEventStore } from '../log/kurrent-event-store';

type Counted = DomainEvent<'counted.v1', { by: string }>;
const NEW_YEAR = instant('2026-01-01T00:00:00Z');
const counting: Decider<number, string, Counted> = {
  initial: 0,
  stateVersion: 1,
  decide: (by) => [{ type: 'counted.v1', data: { by }, effectiveAt: NEW_YEAR }],
  evolve: (count) => count + 1,
};

const [url = '', name = '', commands = '0'] = process.argv.slice(2);
// Waits for whoever reads too slowly; a pipe is written to before this returns.
const print = (line: string | number) => process.stdout.write(`${line}\n`);

// A process of its own has no platform to hand it these.
const ports = {
  clock: { now: () => instantFromMs(Date.now()), elapsedMs: () => performance.now() },
  random: { bytes: (length: number) => randomBytes(length) },
  timer: { sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)) },
};

async function main(): Promise<void> {
  const ledger = await Ledger.open(await KurrentEventStore.open(url, ports), ports);
  for (let i = 0; i < Number(commands); i += 1) {
    const counter: StreamOf<number, string, Counted> = { name: `counter-${i % 3}`, decider: counting };
    const id = `${name}.${i}`;
    const { repeated } = await ledger.transact({ id, fingerprint: id, actor: name }, { streams: [counter], decide: (tx) => tx.execute(counter, name).length });
    print(i);
    if (repeated) print('repeated');
  }
  print('done');
  setInterval(() => undefined, 1_000);
}

main().catch((error: unknown) => print(String(error)));
