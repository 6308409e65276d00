import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { manualClock } from '@loyalty/kernel';
import { eventStoreContract } from '@loyalty/testing';
import { SqliteEventStore, type SqliteStoreOptions } from './sqlite-event-store';
import { SqliteProvableLog } from './sqlite-provable-log';

const onDisk = (options: SqliteStoreOptions = {}) => async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'ledger-'));
  const file = path.join(folder, 'ledger.db');
  return {
    open: async () => SqliteEventStore.open(file, manualClock('2026-01-01T00:00:00Z'), options),
    prove: () => SqliteProvableLog.open(file),
    dispose: async () => rmSync(folder, { recursive: true }),
  };
};

const all = { atomicAcrossStreams: true, gapless: true, durable: true, provable: true, pipelined: true, interleavings: 1_000 };

eventStoreContract('the SQLite store', onDisk(), all);
eventStoreContract('the SQLite store, its stream index always moving,', onDisk({ gatheredMax: 3 }), { ...all, interleavings: 100 });
eventStoreContract('the SQLite store, forgetting where streams stand as soon as it may,', onDisk({ headsMax: 1 }), { ...all, interleavings: 100 });
eventStoreContract('the SQLite store, lone commands written where they are decided,', onDisk({ loneAfter: 0 }), { ...all, interleavings: 100 });
eventStoreContract('the SQLite store, its writers taking turns,', onDisk({ loneAfter: 1 }), { ...all, interleavings: 100 });
