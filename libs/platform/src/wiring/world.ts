import type { Clock, Random } from '@loyalty/kernel';
import { Ledger, type EventStore } from '@loyalty/ledger';
import type { MessageBus, Timer } from '@loyalty/messaging';
import type { Configuration } from '../configuration/configuration';
import { systemClock, systemRandom, systemTimer } from '../configuration/system-ports';
import type { Shutdown } from '../lifecycle/shutdown';
import { eventStoreAdapters, messageBusAdapters, readModelAdapters, type ReadModel } from './adapters';

export interface Ports {
  readonly clock: Clock;
  readonly random: Random;
  readonly timer: Timer;
}

export const systemPorts: Ports = { clock: systemClock, random: systemRandom, timer: systemTimer };

/** Everything below the contexts, open. */
export interface World extends Ports {
  readonly log: EventStore;
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly bus: MessageBus;
}

/**
 * Opens the stores that the configuration names; what is open is known to `shutdown` at once, so that a refusal half
 * way leaves nothing behind. Throws what the stores refuse with: `store_damaged`, `store_locked`, `root_mismatch`, …
 */
export async function openWorld(configuration: Configuration, ports: Ports, shutdown: Shutdown): Promise<World> {
  const { eventStore, readModel: readModelAddress, messageBus, commandsMax } = configuration;
  const { clock } = ports;
  const log = await eventStoreAdapters[eventStore.scheme]!(eventStore, clock);
  shutdown.add('stores', 'event store', () => log.close());
  const readModel = await readModelAdapters[readModelAddress.scheme]!(readModelAddress, clock);
  shutdown.add('stores', 'read model', () => readModel.close());
  const ledger = await Ledger.open(log, { clock, commandsMax });
  shutdown.add('ledger', 'ledger', () => ledger.close());
  const { checkpoints, parked } = readModel;
  const bus = messageBusAdapters[messageBus.scheme]!(messageBus, { log, checkpoints, parked, ...ports });
  return { ...ports, log, ledger, readModel, bus };
}
