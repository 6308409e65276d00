// A process that appends to a ledger file until it is killed: node -r ./tools/register.cjs libs/testing/src/crash/appender.ts <file> <gatheredMax> [<commits>]
// Prints a line for each acknowledged commit: its last position. What it cannot append it prints as an error code, and goes on.
import { manualClock } from '@loyalty/kernel';
import { SqliteEventStore } from '@loyalty/sqlite';
import { applied, commit, events } from '../contracts/event-store/writing';

const [file = '', gatheredMax = '8', commits = 'Infinity'] = process.argv.slice(2);
// Waits for whoever reads too slowly; a pipe is written to before this returns.
const print = (line: string | number) => process.stdout.write(`${line}\n`);
const codeOf = (error: unknown) => String((error as { code?: string }).code ?? error);

async function main(): Promise<void> {
  const store = SqliteEventStore.open(file, manualClock('2026-01-01T00:00:00Z'), { gatheredMax: Number(gatheredMax) });
  print('open');
  const revisions = new Map<string, number>();
  for (let number = 0; number < Number(commits); number += 1) {
    const at = (await store.head()) + 1;
    const stream = `account-${at % 17}`;
    const from = revisions.get(stream) ?? (await store.readStream(stream, { after: 0, limit: 1_000_000 })).length;
    const size = (at % 5) + 1;
    try {
      const { basePosition } = await store.append(commit(events(stream, from + 1, from + size), [applied(`command-${at}`, size)]));
      revisions.set(stream, from + size);
      print(basePosition + size);
    } catch (error) {
      revisions.delete(stream);
      print(codeOf(error));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  print('done');
  setInterval(() => undefined, 1_000);
}

main().catch((error: unknown) => print(codeOf(error)));
