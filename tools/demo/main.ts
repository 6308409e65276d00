import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { call } from '../door/client';
import { progressBar } from '../door/progress';
import { openService } from '../door/service';
import { settled } from '../door/settled';
import { nothingTold, tellAll } from '../door/tell-all';
import { campaignFigures } from './campaign-figures';
import { publishDemoCampaigns } from './campaigns';
import { checkOut } from './check-outs';
import { publishDemoProgramme } from './programme';
import { shopYear } from './shop-year';

const USAGE = `Usage: npm run demo -- [--seed 1] [--members 200] [--orders 3000] [--data-dir ./data] [--url http://host:port --key KEY]

Tells a year of a made-up shop to the ledger through its public door, has some members check out with campaigns, and shows
where to look. Told again with the same seed, nothing changes.`;

interface Account {
  readonly memberId: string;
  readonly balance: number;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seed: { type: 'string', default: '1' }, members: { type: 'string', default: '200' }, orders: { type: 'string', default: '3000' },
      'data-dir': { type: 'string', default: process.env['DATA_DIR'] ?? './data' }, url: { type: 'string' }, key: { type: 'string', default: process.env['LOYALTY_API_KEY'] ?? '' }, help: { type: 'boolean' },
    },
  });
  if (values.help) return void process.stdout.write(`${USAGE}\n`);
  const dataDir = values['data-dir'];
  const { facts } = shopYear(Number(values.seed), Number(values.members), Number(values.orders));
  const service = await openService({ dataDir, ...(values.url ? { url: values.url, key: values.key } : {}) });
  let member: string;
  try {
    await publishDemoProgramme(service.door);
    const told = nothingTold();
    const bar = progressBar('A shop year', facts.length);
    await tellAll(service.door, facts, told, bar.add);
    bar.end();
    await publishDemoCampaigns(service.door);
    const refused = await checkOut(service.door, Number(values.seed));
    await settled(service.door);
    const { items } = await call<{ items: Account[] }>(service.door, 'GET', '/v1/points/accounts?wallet=beans&limit=3');
    member = items[0]!.memberId;
    process.stdout.write([
      `${facts.length} facts: ${Object.entries(told.byStatus).map(([status, count]) => `${count} ${status}`).join(', ')}; ${told.repeated} of them were told before`,
      `most points: ${items.map(({ memberId, balance }) => `${memberId} ${balance}`).join(', ')}`,
      ...(await campaignFigures(service.door)),
      ...refused.map((why) => `refused: ${why}`),
      '',
    ].join('\n'));
  } finally {
    await service.stop();
  }
  if (values.url === undefined) {
    ledger(dataDir, 'statement', 'beans', member, '--from', '2025-12-20');
    ledger(dataDir, 'trial-balance');
    ledger(dataDir, 'verify');
  }
  process.stdout.write([
    '',
    'Look further: npm start, then',
    '  http://127.0.0.1:3000/docs                                         the API',
    `  http://127.0.0.1:3000/v1/points/accounts/beans/${member}/balance   (with a key: npm run ledger -- key create me --role operator)`,
    `  npm run ledger -- statement beans ${member}`,
    '  npm run ledger -- verify',
    '',
  ].join('\n'));
}

/** The auditor's command line on the file that was just written. */
function ledger(dataDir: string, ...args: string[]): void {
  const bin = path.resolve(__dirname, '../../bin/ledger');
  process.stdout.write(`\n$ ledger ${args.join(' ')}\n`);
  spawnSync(process.execPath, [bin, ...args, '--store', `sqlite:${path.join(dataDir, 'ledger.db')}`], { stdio: 'inherit' });
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
