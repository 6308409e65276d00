import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { freePort } from '../free-port';
import type { RunningServer, ServerOptions } from '../running-server';
import { startServer } from '../server-process';
import { ferretdbBinary } from './ferretdb-binary';
import { mongoAnswers } from './mongo-answers';

/** A server of the MongoDB protocol on 127.0.0.1: FerretDB over SQLite, a stand-in without transactions. */
export async function startMongo({ folder: given, port: wanted, outlives = false }: ServerOptions): Promise<RunningServer> {
  const folder = path.resolve(given);
  const binary = await ferretdbBinary();
  const port = wanted ?? (await freePort());
  const data = path.join(folder, 'data');
  mkdirSync(data, { recursive: true });
  return startServer({
    name: 'mongo', url: `mongodb://127.0.0.1:${port}/loyalty`, folder, outlives, needs: 'its program',
    command: [binary, `127.0.0.1:${port}`, data],
    answers: () => mongoAnswers(port),
  });
}
