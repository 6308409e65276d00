import { jsonEvent } from '@kurrent/kurrentdb-client';
import type { Snapshot } from '@loyalty/ledger';
import type { Connection } from '../connection/connection';
import { fromKurrent } from '../connection/kurrent-error';
import { snapshotStream } from './streams';

const SNAPSHOT_TYPE = 'ledger.snapshot.v1';
/** Streams of which it is remembered that the server keeps only their newest snapshot. */
const TRIMMED_MAX = 100_000;

/** Snapshots, each in a stream of its own of which the server keeps the newest. */
export class Snapshots {
  private readonly trimmed = new Set<string>();

  constructor(private readonly connection: Connection, private readonly newId: () => string) {}

  async read(stream: string): Promise<Snapshot | undefined> {
    const [stored] = await this.connection.readStream(snapshotStream(stream), { from: 'last', count: 1 });
    if (stored === undefined) return undefined;
    const { revision, stateVersion, state } = JSON.parse(stored.text) as Snapshot;
    return { stream, revision, stateVersion, state };
  }

  async write(snapshots: readonly Snapshot[]): Promise<void> {
    if (snapshots.length === 0) return;
    const records = snapshots.map((snapshot) => ({
      streamName: snapshotStream(snapshot.stream),
      record: jsonEvent({ id: this.newId(), type: SNAPSHOT_TYPE, data: { ...snapshot } }),
    }));
    try {
      await this.connection.append(records, []);
    } catch (error) {
      throw fromKurrent(error);
    }
    for (const { stream } of snapshots) await this.trim(stream);
  }

  private async trim(stream: string): Promise<void> {
    if (this.trimmed.has(stream)) return;
    await this.connection.keepNewest(snapshotStream(stream));
    if (this.trimmed.size >= TRIMMED_MAX) this.trimmed.clear();
    this.trimmed.add(stream);
  }
}
