/** Wakes those who wait for a view to reach a position, when the write happens in this process. */
export class Arrivals {
  private readonly waiting = new Map<string, Set<{ position: number; wake: () => void }>>();

  /** Whether anybody waits. */
  get idle(): boolean {
    return this.waiting.size === 0;
  }

  /** The collection reflects this position now. */
  reached(collection: string, position: number): void {
    for (const waiter of this.waiting.get(collection) ?? []) if (position >= waiter.position) waiter.wake();
  }

  /** Resolves when the position is reached, or when the deadline aborts: the caller looks again in both cases. */
  until(collection: string, position: number, deadline: AbortSignal): Promise<void> {
    if (deadline.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const waiters = this.waiting.get(collection) ?? new Set();
      const wake = () => {
        waiters.delete(waiter);
        if (waiters.size === 0) this.waiting.delete(collection);
        deadline.removeEventListener('abort', wake);
        resolve();
      };
      const waiter = { position, wake };
      this.waiting.set(collection, waiters.add(waiter));
      deadline.addEventListener('abort', wake);
    });
  }

  /** Collections that somebody waits for. */
  collections(): readonly string[] {
    return [...this.waiting.keys()];
  }

  wakeAll(): void {
    for (const waiters of [...this.waiting.values()]) for (const { wake } of [...waiters]) wake();
  }
}
