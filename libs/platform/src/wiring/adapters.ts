import { MemoryEventStore, type EventStore } from '@loyalty/ledger';
import { MemoryCheckpointStore, MemoryParkedStore, type CheckpointStore, type ParkedStore } from '@loyalty/messaging';
import { openViews, SqliteEventStore } from '@loyalty/sqlite';
import { MemoryViewStore, type ViewStore } from '@loyalty/views';
import type { Address } from '../configuration/address';
import type { KnownSchemes } from '../configuration/configuration';
import type { Ports } from '../configuration/system-ports';
import { messagingAdapters } from './messaging';

/** Where views live, and with them how far each consumer is and what it has parked. */
export interface ReadModel {
  readonly views: ViewStore;
  readonly checkpoints: CheckpointStore;
  readonly parked: ParkedStore;
  close(): Promise<void>;
}

/** What a scheme of EVENT_STORE_URL means. A new adapter is a new entry. */
export const eventStoreAdapters: Readonly<Record<string, (address: Address, ports: Ports) => Promise<EventStore>>> = {
  sqlite: async ({ rest }, { clock }) => SqliteEventStore.open(rest, clock),
  memory: async () => new MemoryEventStore(),
  kurrentdb: openKurrent,
  'kurrentdb+discover': openKurrent,
};

const OPEN_WITHIN_MS = 2_000;

/** Its client brings a native module and takes its time to load: only who uses it pays for it. */
async function openKurrent({ url }: Address, ports: Ports): Promise<EventStore> {
  const { KurrentEventStore } = await import('@loyalty/kurrentdb');
  // Who waits for a server that is away is the service, which says so at its port meanwhile.
  return KurrentEventStore.open(url, { ...ports, openWithin_ms: OPEN_WITHIN_MS });
}

/** What a scheme of READ_MODEL_URL means. */
export const readModelAdapters: Readonly<Record<string, (address: Address) => Promise<ReadModel>>> = {
  sqlite: async ({ rest }) => openViews(rest),
  // Only who uses it waits until its client is loaded.
  mongodb: async ({ url }) => (await import('@loyalty/mongodb')).openMongoReadModel(url),
  memory: async () => {
    const views = new MemoryViewStore();
    return { views, checkpoints: new MemoryCheckpointStore(), parked: new MemoryParkedStore(), close: () => views.close() };
  },
};

export const knownSchemes: KnownSchemes = {
  eventStore: Object.keys(eventStoreAdapters),
  readModel: Object.keys(readModelAdapters),
  messageBus: Object.keys(messagingAdapters),
};
