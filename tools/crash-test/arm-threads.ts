// Loaded ahead of everything in each thread of a child: the log is written by a thread of its own, and dies there too.
import { getEnvironmentData, isMainThread, setEnvironmentData } from 'node:worker_threads';
import { seededRandom } from '@loyalty/kernel';
import { installCrashPoint } from './crash-points';
import { JournalWriter } from './journal';
import type { Orders } from './orders';

const ORDERS = 'crash-test orders';

/** Has this thread, and those that are started from now on, die as ordered. */
export function armThreads(orders: Orders): void {
  setEnvironmentData(ORDERS, JSON.stringify(orders));
  armThisThread(orders);
}

function armThisThread({ point, seed, journal }: Orders): void {
  const writer = new JournalWriter(journal);
  installCrashPoint(point, seededRandom(seed), (note) => writer.add({ note }));
}

const given = getEnvironmentData(ORDERS);
if (!isMainThread && typeof given === 'string') armThisThread(JSON.parse(given) as Orders);
