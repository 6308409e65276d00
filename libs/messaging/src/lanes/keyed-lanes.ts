import type { Timer } from '../ports';

interface Lane<Item> {
  readonly key: string;
  readonly items: Item[];
}

export interface LaneOptions<Item> {
  /** Keys worked on at the same time. */
  readonly parallel: number;
  readonly timer: Timer;
  /** Never rejects. A number asks to be given the same item again after so many milliseconds, before any other of its key. */
  work(key: string, item: Item): Promise<number | undefined>;
}

/**
 * Strict order within a key, many keys at once. A key that waits before another attempt keeps its later items behind it
 * but holds no place that another key could use.
 */
export class KeyedLanes<Item> {
  private readonly lanes = new Map<string, Lane<Item>>();
  private readonly ready: Lane<Item>[] = [];
  private readonly stopped = new AbortController();
  private running = 0;
  private held = 0;
  private waiters: (() => void)[] = [];

  constructor(private readonly options: LaneOptions<Item>) {}

  /** Items added and not done. */
  get depth(): number {
    return this.held;
  }

  add(key: string, item: Item): void {
    this.held += 1;
    const lane = this.lanes.get(key);
    if (lane !== undefined) {
      lane.items.push(item);
      return;
    }
    const fresh: Lane<Item> = { key, items: [item] };
    this.lanes.set(key, fresh);
    this.ready.push(fresh);
    this.pump();
  }

  /** Resolves when fewer than `depthMax` items are held, or the signal aborts. */
  async room(depthMax: number, signal: AbortSignal): Promise<void> {
    while (this.held >= depthMax && !signal.aborted) await this.change(signal);
  }

  /** Resolves when nothing runs and nothing can start; items that wait for another attempt do not count. */
  async idle(signal: AbortSignal): Promise<void> {
    while ((this.running > 0 || this.ready.length > 0) && !signal.aborted) await this.change(signal);
  }

  /** Starts nothing any more. */
  stop(): void {
    this.stopped.abort();
    this.ready.length = 0;
  }

  private pump(): void {
    while (!this.stopped.signal.aborted && this.running < this.options.parallel && this.ready.length > 0) void this.run(this.ready.shift()!);
  }

  private async run(lane: Lane<Item>): Promise<void> {
    this.running += 1;
    const pauseMs = await this.options.work(lane.key, lane.items[0]!);
    this.running -= 1;
    if (pauseMs !== undefined) void this.again(lane, pauseMs);
    else this.done(lane);
    this.pump();
    this.tell();
  }

  private done(lane: Lane<Item>): void {
    lane.items.shift();
    this.held -= 1;
    if (lane.items.length > 0) this.ready.push(lane);
    else this.lanes.delete(lane.key);
  }

  private async again(lane: Lane<Item>, pauseMs: number): Promise<void> {
    await this.options.timer.sleep(pauseMs, this.stopped.signal);
    if (this.stopped.signal.aborted) return;
    this.ready.push(lane);
    this.pump();
  }

  private change(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = () => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake);
      this.waiters.push(wake);
    });
  }

  private tell(): void {
    const woken = this.waiters;
    this.waiters = [];
    for (const wake of woken) wake();
  }
}
