import { randomUUID } from 'node:crypto';
import { startDouble } from '../double';

/** A real server, `KURRENTDB_URL=kurrentdb://host:2113?tls=false`; without it, the double. */
export const REAL_SERVER = process.env['KURRENTDB_URL'];
export const SERVER_NAME = REAL_SERVER === undefined ? 'the double of KurrentDB' : 'KurrentDB';

export interface ServerUnderTest {
  /** Address of a log of its own, empty at first. */
  newLog(): string;
  stop(): Promise<void>;
}

/** The server that these tests run on. */
export async function serverUnderTest(): Promise<ServerUnderTest> {
  if (REAL_SERVER !== undefined) return { newLog: () => ofNewLog(REAL_SERVER), stop: async () => undefined };
  const double = await startDouble();
  return { newLog: () => ofNewLog(double.url), stop: () => double.stop() };
}

function ofNewLog(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}log=test_${randomUUID().replaceAll('-', '')}`;
}
