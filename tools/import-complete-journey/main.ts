import { parseArgs } from 'node:util';
import { openService } from '../door/service';
import { importCoupons } from './coupons/import-coupons';
import { report } from './coupons/report';
import { readCoupons } from './coupons/source';
import { importOrders } from './import-orders';
import { readSample } from './sample';

const USAGE = `Usage: npm run import:complete-journey -- <directory> [--only orders|coupons] [--data-dir ./data] [--url http://host:port --key KEY]

Tells the grocery year in <directory> (gzipped CSV files of "Complete Journey") to the ledger through its public door:
products, households and paid orders; then its campaigns, who was sent them, and every coupon that was redeemed. Without
--url a service is started on --data-dir and stopped at the end. Told again, nothing changes. Ends with 1 when what was
redeemed there, here and by the views does not add up.`;

const PARTS = ['orders', 'coupons'];

async function main(): Promise<void> {
  const { values, positionals: [directory] } = parseArgs({
    allowPositionals: true,
    options: {
      only: { type: 'string' }, 'data-dir': { type: 'string', default: process.env['DATA_DIR'] ?? './data' },
      url: { type: 'string' }, key: { type: 'string', default: process.env['LOYALTY_API_KEY'] ?? '' }, help: { type: 'boolean' },
    },
  });
  if (directory === undefined || values.help || !PARTS.includes(values.only ?? PARTS[0]!)) {
    process.stderr.write(`${USAGE}\n`);
    process.exitCode = values.help ? 0 : 2;
    return;
  }
  const { only } = values;
  const sample = readSample(directory);
  const source = only === 'orders' ? undefined : readCoupons(directory);
  const service = await openService({ dataDir: values['data-dir'], ...(values.url ? { url: values.url, key: values.key } : {}) });
  try {
    if (only !== 'coupons') process.stdout.write(await importOrders(service.door, sample));
    if (source === undefined) return;
    const found = await importCoupons(service.door, source, sample);
    process.stdout.write(report(found));
    if (found.differences.length > 0) process.exitCode = 1;
  } finally {
    await service.stop();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
