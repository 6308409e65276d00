import { Ledger, type EventStore } from '@loyalty/ledger';
import type { Configuration } from '../configuration/configuration';
import type { Ports } from '../configuration/system-ports';
import type { Phase, Shutdown } from '../lifecycle/shutdown';
import { eventStoreAdapters, readModelAdapters, type ReadModel } from './adapters';
import { messagingAdapters, type Messaging } from './messaging';

/** Everything below the contexts, open. */
export interface World extends Ports {
  readonly log: EventStore;
  readonly ledger: Ledger;
  readonly readModel: ReadModel;
  readonly messaging: Messaging;
}

/**
 * Opens the stores that the configuration names; what fails half way closes what was opened. When all is open it is
 * known to `shutdown`. Throws what the stores refuse with: `store_damaged`, `store_locked`, `root_mismatch`, …
 */
export async function openWorld(service: string, configuration: Configuration, ports: Ports, shutdown: Shutdown): Promise<World> {
  const { eventStore, readModel: readModelAddress, messageBus, commandsMax, shutdownDeadlineMs } = configuration;
  const opened: [phase: Phase, name: string, stop: () => Promise<void>][] = [];
  try {
    const log = await eventStoreAdapters[eventStore.scheme]!(eventStore, ports);
    opened.push(['stores', 'event store', () => log.close()]);
    const readModel = await readModelAdapters[readModelAddress.scheme]!(readModelAddress);
    opened.push(['stores', 'read model', () => readModel.close()]);
    const ledger = await Ledger.open(log, { clock: ports.clock, commandsMax });
    opened.push(['ledger', 'ledger', () => ledger.close()]);
    const { checkpoints, parked } = readModel;
    const messaging = await messagingAdapters[messageBus.scheme]!(messageBus, { service, log, checkpoints, parked, ...ports });
    opened.push(['messages', 'message bus', () => messaging.close(shutdownDeadlineMs / 2)]);
    for (const [phase, name, stop] of opened) shutdown.add(phase, name, stop);
    return { ...ports, log, ledger, readModel, messaging };
  } catch (error) {
    for (const [, , stop] of opened.reverse()) await stop();
    throw error;
  }
}
