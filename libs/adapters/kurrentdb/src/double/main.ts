// The double as a process: node -r ./tools/register.cjs libs/adapters/kurrentdb/src/double/main.ts [<port> [<folder>]]
// Prints the address once it listens. With a folder it keeps its log there, also through SIGKILL.
import { startDouble } from './double';
import { FileStorage } from './file-storage';
import { MemoryStorage } from './storage';

const [port = '0', folder = ''] = process.argv.slice(2);

async function main(): Promise<void> {
  const double = await startDouble({ port: Number(port), storage: folder === '' ? new MemoryStorage() : new FileStorage(folder) });
  process.stdout.write(`${double.url}\n`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void double.stop().then(() => process.exit(0)));
}

main().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  process.exit(1);
});
