import { parseArgs } from 'node:util';
import { progressBar } from '../door/progress';
import { openService } from '../door/service';
import { nothingTold, tellAll, type Told } from '../door/tell-all';
import { readCsv, type Row } from './csv';
import { householdFacts, idOf, orderFacts, productFacts, type RefusedLine } from './facts-of';
import { publishProgramme } from './programme';

const USAGE = `Usage: npm run import:complete-journey -- <directory> [--data-dir ./data] [--url http://host:port --key KEY]

Tells the grocery year in <directory> (gzipped CSV files of "Complete Journey") to the ledger through its public door:
products, households and paid orders. Without --url a service is started on --data-dir and stopped at the end.
Told again, nothing changes.`;

async function main(): Promise<void> {
  const { values, positionals: [directory] } = parseArgs({
    allowPositionals: true,
    options: { 'data-dir': { type: 'string', default: process.env['DATA_DIR'] ?? './data' }, url: { type: 'string' }, key: { type: 'string', default: process.env['LOYALTY_API_KEY'] ?? '' }, help: { type: 'boolean' } },
  });
  if (directory === undefined || values.help) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const started = performance.now();
  const rows = readCsv(directory, 'transactions_sample');
  const products = new Map(readCsv(directory, 'products').map((row) => [idOf(row['product_id']), row]));
  const baskets = basketsOf(rows);
  const households = new Set(rows.map((row) => row['household_id']!));
  const service = await openService({ dataDir: values['data-dir'], ...(values.url ? { url: values.url, key: values.key } : {}) });
  try {
    await publishProgramme(service.door);
    const told = nothingTold();
    const refused: RefusedLine[] = [];
    const bar = progressBar('Complete Journey', products.size + households.size + baskets.length);
    await tellAll(service.door, productFacts(products), told, bar.add);
    await tellAll(service.door, householdFacts(households), told, bar.add);
    await tellAll(service.door, orderFacts(baskets, products, (line) => refused.push(line)), told, bar.add);
    bar.end();
    report(rows.length, baskets.length, told, refused, (performance.now() - started) / 1_000);
  } finally {
    await service.stop();
  }
}

/** The rows of each basket, in the order of their time. */
function basketsOf(rows: readonly Row[]): Row[][] {
  const baskets = Map.groupBy(rows, (row) => row['basket_id']!);
  return [...baskets.values()].sort(([a], [b]) => (a!['transaction_timestamp']! < b!['transaction_timestamp']! ? -1 : 1));
}

function report(lines: number, baskets: number, { byStatus, repeated, troubles }: Told, refused: readonly RefusedLine[], seconds: number): void {
  const reasons = Map.groupBy([...refused.map(({ reason }) => `line: ${reason}`), ...troubles.map(({ status, code, field }) => `fact ${status}: ${code ?? ''} ${field ?? ''}`)], (reason) => reason);
  process.stdout.write([
    `${lines} basket lines in ${baskets} baskets, in ${seconds.toFixed(1)} s`,
    `facts: ${Object.entries(byStatus).map(([status, count]) => `${count} ${status}`).join(', ')}; ${repeated} of them were told before`,
    `refused: ${refused.length} lines, ${troubles.length} facts`,
    ...[...reasons].map(([reason, of]) => `  ${of.length} × ${reason}`),
    ...refused.slice(0, 5).map(({ basket, product, reason }) => `  basket ${basket}, product ${product}: ${reason}`),
    '',
  ].join('\n'));
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
