import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Metrics of one service. Rooms add theirs with `counter` and `gauge`, which are read when somebody scrapes. */
export class Metrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'http_request_duration_seconds', help: 'Time from the request line to the last byte of the answer', labelNames: ['method', 'route', 'status'],
    buckets: [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [this.registry],
  });
  /** A route's labels are worked out once. */
  private readonly children = new Map<string, { observe(seconds: number): void }>();

  constructor({ process = true } = {}) {
    if (process) collectDefaultMetrics({ register: this.registry });
  }

  /** A number that only grows. */
  counter(name: string, help: string, read: () => number): void {
    new Counter({ name, help, registers: [this.registry], collect() {
      this.reset();
      this.inc(read());
    } });
  }

  /** A number at the moment. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void {
    new Gauge({ name, help, registers: [this.registry], async collect() {
      this.set(await read());
    } });
  }

  /** Numbers at the moment, one for each value of a label. */
  gauges(name: string, help: string, label: string, read: () => Promise<ReadonlyMap<string, number>>): void {
    new Gauge({ name, help, labelNames: [label], registers: [this.registry], async collect() {
      this.reset();
      for (const [value, number] of await read()) this.set({ [label]: value }, number);
    } });
  }

  observeRequest(request: FastifyRequest, reply: FastifyReply): void {
    const route = request.routeOptions.url ?? 'none';
    const key = `${request.method} ${reply.statusCode} ${route}`;
    let child = this.children.get(key);
    if (child === undefined) {
      child = this.durations.labels(request.method, route, String(reply.statusCode));
      this.children.set(key, child);
    }
    child.observe(reply.elapsedTime / 1000);
  }
}
