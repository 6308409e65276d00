import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { DomainError } from '@loyalty/kernel';
import type { Configuration } from '../configuration/configuration';
import { PROBLEM_TYPE, problemOf } from '../http/problem';
import { portError } from './intake';

/** What stands at the service's port while the service cannot open: it lives, it is not ready, and why. */
export class WaitingRoom {
  private server: Server | undefined;
  private said: string | undefined;

  constructor(private readonly name: string, private readonly configuration: Pick<Configuration, 'port' | 'host'>) {}

  /** The code that it tells; undefined before the first. */
  get reason(): string | undefined {
    return this.said;
  }

  /** Tells this from now on; the door opens with the first. Throws `port_taken` and its like. */
  async tell(reason: string): Promise<void> {
    this.said = reason;
    if (this.server === undefined) this.server = await this.open();
  }

  /** Frees the port. */
  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  }

  private async open(): Promise<Server> {
    const { port, host } = this.configuration;
    const server = createServer((request, response) => this.answer(request.url ?? '/', response));
    try {
      server.listen(port, host);
      await once(server, 'listening');
    } catch (error) {
      throw portError(error, port, host);
    }
    return server;
  }

  private answer(url: string, response: ServerResponse): void {
    if (url === '/health') return send(response, 200, 'application/json', { status: 'up' });
    if (url === '/ready') return send(response, 503, 'application/json', { ready: false, degraded: false, checks: { service: { ok: false, weight: 'needed', reason: this.said } } });
    const error = new DomainError('unavailable', 'starting', `${this.name} waits for what it needs`, {});
    return send(response, 503, PROBLEM_TYPE, problemOf(error, { url, id: 'waiting' }));
  }
}

function send(response: ServerResponse, status: number, type: string, body: unknown): void {
  response.writeHead(status, { 'content-type': type, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', connection: 'close', ...(status === 503 ? { 'retry-after': '1' } : {}) });
  response.end(JSON.stringify(body));
}
