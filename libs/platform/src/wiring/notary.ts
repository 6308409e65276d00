import type { NotaryDuty } from '@loyalty/kurrentdb';
import { measureNotary } from '../metrics/notary-metrics';
import type { PlatformParts } from './platform.module';

/** One notary for each log, whichever process of whichever service runs it. */
const NAME = 'service';
/** Between two attestations: as long may pass until a change is found, and a year of them is a million small records. */
export const NOTARY_EVERY_MS = 30_000;

/**
 * A log that several processes write is followed by a notary, which proves it and attests what it found. A log file is
 * not: its one writer proves as it writes, and proves the newest part at each start. A notary that finds something makes
 * the service degraded, not unready: people must look, and customers are served meanwhile.
 */
export async function startNotary({ configuration, world, metrics, readiness, shutdown, log }: PlatformParts): Promise<void> {
  const { scheme, url } = configuration.eventStore;
  if (!scheme.startsWith('kurrentdb')) return;
  const { Notary, NotaryDuty } = await import('@loyalty/kurrentdb');
  const { clock, random, timer } = world;
  const duty: NotaryDuty = new NotaryDuty(Notary.at(url, { name: NAME, clock, random, timer }), timer, NOTARY_EVERY_MS);
  duty.start((error) => log.error({ msg: 'the notary cannot vouch for the log', code: error.code, err: error }));
  shutdown.add('checkpoints', 'notary', () => duty.stop());
  measureNotary(metrics, () => duty.status());
  readiness.add('notary', 'watched', () => duty.failed?.code);
}
