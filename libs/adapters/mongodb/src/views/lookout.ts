import { Arrivals } from '@loyalty/views';

/** Another process may be the one that writes; while somebody waits for a position, we look again this often. */
const LOOK_AGAIN_MS = 25;

/** Who waits for a view to reach a position. Each collection is asked once for all who wait, never twice at a time. */
export class Lookout {
  private readonly arrivals = new Arrivals();
  private looking: NodeJS.Timeout | undefined;
  private busy = false;

  constructor(private readonly positionOf: (collection: string) => Promise<number>) {}

  reached(collection: string, position: number): void {
    this.arrivals.reached(collection, position);
  }

  /** Resolves when the position is reached, or when the deadline aborts: the caller looks again in both cases. */
  async until(collection: string, position: number, deadline: AbortSignal): Promise<void> {
    this.looking ??= setInterval(() => void this.look(), LOOK_AGAIN_MS).unref();
    await this.arrivals.until(collection, position, deadline);
  }

  close(): void {
    clearInterval(this.looking);
    this.arrivals.wakeAll();
  }

  private async look(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (const collection of this.arrivals.collections()) this.arrivals.reached(collection, await this.positionOf(collection));
    } catch {
      // A server that is away now is asked again; who waits learns of it at the deadline.
    } finally {
      this.busy = false;
    }
    if (!this.arrivals.idle) return;
    clearInterval(this.looking);
    this.looking = undefined;
  }
}
