import { parseArgs } from 'node:util';
import { embedded } from './embedded/embedded';
import { docker, hasDocker } from './docker';

const USAGE = `npm run infra -- up|down|status [--embedded]

  up        starts Kafka and a MongoDB-protocol server and prints the addresses to export
  down      stops them; what they hold stays
  status    asks each of them whether it answers; ends with 1 unless all do

  With a Docker engine this is docker compose on docker-compose.yml. Without one, or with --embedded, the servers run as
  processes of this machine on 127.0.0.1 (Java 17 and Maven for Kafka, Go 1.24 for FerretDB), with their data in data/infra.`;

export type Order = 'up' | 'down' | 'status';

async function main(args: readonly string[]): Promise<number> {
  const { positionals: [order], values } = parseArgs({ args: [...args], allowPositionals: true, options: { embedded: { type: 'boolean' } } });
  if (order !== 'up' && order !== 'down' && order !== 'status') throw new Error(`What is to be done?\n\n${USAGE}`);
  return values.embedded !== true && hasDocker() ? docker(order) : embedded(order, console.log);
}

main(process.argv.slice(2)).then(
  (code) => (process.exitCode = code),
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 2;
  },
);
