import type { IncomingMessage, Server, ServerResponse } from 'node:http';

/** The requests of a server that are not answered yet. */
export class OpenRequests {
  private count = 0;
  private readonly waiting = new Set<() => void>();

  /** Counts from here on: to be made before the server listens. */
  constructor(server: Pick<Server, 'on'>) {
    server.on('request', (_request: IncomingMessage, response: ServerResponse) => {
      this.count += 1;
      // Comes for every answer, also for one that nobody waits for any more.
      response.once('close', () => this.ended());
    });
  }

  /** Resolves when there are none, or the signal aborts. */
  async answered(signal: AbortSignal): Promise<void> {
    if (this.count === 0 || signal.aborted) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.waiting.add(resolve);
    signal.addEventListener('abort', () => resolve(), { once: true });
    await promise;
    this.waiting.delete(resolve);
  }

  private ended(): void {
    this.count -= 1;
    if (this.count > 0) return;
    for (const wake of this.waiting) wake();
  }
}
