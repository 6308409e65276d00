import { isDomainError, type DomainError } from '@loyalty/kernel';
import { backoffMs, type RetryPolicy } from '@loyalty/messaging';
import type { Configuration } from '../configuration/configuration';
import type { Ports } from '../configuration/system-ports';
import type { Logger } from '../logging/logger';
import { WaitingRoom } from './waiting-room';

const PAUSES: RetryPolicy = { attemptsMax: Number.MAX_SAFE_INTEGER, first_ms: 250, longest_ms: 2_000 };
const OF_THIS_MACHINE: ReadonlySet<string> = new Set(['sqlite', 'memory']);

export interface Waiting {
  readonly name: string;
  readonly configuration: Configuration;
  readonly ports: Ports;
  readonly log: Logger;
}

/**
 * Opens what the service needs, and opens it again for as long as a server of another machine is away, or, for a
 * standby, another process writes the log. Meanwhile the port answers that the service lives and why it is not ready.
 * Anything else is thrown: a start that can never succeed must not look like one that waits.
 */
export async function whenAvailable<T>(open: () => Promise<T>, { name, configuration, ports, log }: Waiting): Promise<T> {
  const room = new WaitingRoom(name, configuration);
  try {
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await open();
      } catch (error) {
        if (!isDomainError(error) || !mayPass(error, configuration)) throw error;
        const pauseMs = backoffMs(PAUSES, attempts, ports.random)!;
        if (room.reason !== error.code) log.warn({ msg: 'waiting for what the service needs', code: error.code, err: error });
        await room.tell(error.code);
        await ports.timer.sleep(pauseMs);
      }
    }
  } finally {
    await room.close();
  }
}

function mayPass({ code, category, retryable }: DomainError, { standby, eventStore, readModel }: Configuration): boolean {
  if (code === 'store_locked') return standby;
  return category === 'unavailable' && retryable && [eventStore, readModel].some(({ scheme }) => !OF_THIS_MACHINE.has(scheme));
}
