import { canonicalJson } from '@loyalty/kernel';
import { foldEvents, type AnyStream, type Ledger, type MemoryDisk, type Snapshot } from '@loyalty/ledger';
import { holds } from '../violation';

/** Invariant 7: states folded from the beginning, from a snapshot, and as the running process has them are one. */
export class ReplayCheck {
  /** Every stream that anybody has named, with the decider that belongs to it. */
  readonly streams = new Map<string, AnyStream>();

  constructor(private readonly disk: MemoryDisk) {}

  snapshot({ stream, revision, state }: Snapshot): void {
    const known = this.streams.get(stream);
    if (known === undefined) return;
    holds(canonicalJson(JSON.parse(state)) === this.fromZero(known, revision), 7, 'A snapshot is not the state at its revision', { stream, revision });
  }

  /** One stream as the process has it in memory. */
  async live(ledger: Ledger, name: string): Promise<void> {
    const stream = this.streams.get(name)!;
    const { state, revision } = await ledger.peek(stream);
    holds(canonicalJson(state) === this.fromZero(stream, revision), 7, 'The live state is not what the log leads to', { stream: name, revision, state });
  }

  async everything(ledger: Ledger): Promise<void> {
    for (const name of [...this.streams.keys()].sort()) await this.live(ledger, name);
    for (const snapshot of this.disk.snapshots.values()) {
      this.snapshot(snapshot);
      this.fromSnapshot(snapshot);
    }
  }

  private fromSnapshot({ stream: name, revision, state }: Snapshot): void {
    const stream = this.streams.get(name);
    const events = this.disk.streams.get(name) ?? [];
    if (stream === undefined) return;
    const folded = foldEvents(stream, { state: JSON.parse(state), revision }, events.slice(revision));
    holds(canonicalJson(folded.state) === this.fromZero(stream, events.length), 7, 'Replay from a snapshot differs from replay from zero', { stream: name, revision });
  }

  private fromZero(stream: AnyStream, revision: number): string {
    const events = (this.disk.streams.get(stream.name) ?? []).slice(0, revision);
    holds(events.length === revision, 7, 'A state reflects more than the log holds', { stream: stream.name, revision, events: events.length });
    return canonicalJson(foldEvents(stream, { state: stream.decider.initial, revision: 0 }, events).state);
  }
}
