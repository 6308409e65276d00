import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@loyalty/kernel';
import type { Timer } from '@loyalty/messaging';
import type { OpenRequests } from '../lifecycle/open-requests';

/** Listens, and answers where. @throws unavailable `port_taken`, `address_not_ours` */
export async function listen(app: NestFastifyApplication, port: number, host: string): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (error) {
    throw portError(error, port, host);
  }
  return app.getUrl();
}

/** The system's refusal to let somebody listen, as one of ours that says what to do. */
export function portError(error: unknown, port: number, host: string): unknown {
  const { code } = error as NodeJS.ErrnoException;
  if (code === 'EADDRINUSE') return new DomainError('unavailable', 'port_taken', `Port ${port} of ${host} is taken by another process; set PORT to another one`, { port, host });
  if (code === 'EACCES') return new DomainError('unavailable', 'port_forbidden', `This user may not listen on port ${port}; set PORT to one above 1023`, { port, host });
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') return new DomainError('unavailable', 'host_unknown', `HOST is ${host}, which is no address of this machine`, { host });
  return error;
}

/** How long a connection that is kept open without a request is left open at least: for one that is on its way. */
const LINGER_MS = 200;

/**
 * Takes no new connections and lets requests in flight be answered. Whoever asks on a connection that was kept open is told
 * that this process stops, for as long as others are answered and a moment longer; then idle connections are closed. What
 * is still open when the signal aborts is cut off.
 */
export async function closeIntake(app: NestFastifyApplication, requests: OpenRequests, timer: Timer, late: AbortSignal): Promise<void> {
  const server = app.getHttpServer();
  const closeIdle = server.closeIdleConnections.bind(server);
  // Node would close idle connections here, and with them requests that it has not read yet.
  server.closeIdleConnections = () => undefined;
  const closed = new AbortController();
  const closing = app.getHttpAdapter().getInstance().close().finally(() => closed.abort());
  const cut = () => server.closeAllConnections();
  late.addEventListener('abort', cut, { once: true });
  const over = AbortSignal.any([late, closed.signal]);
  await timer.sleep(LINGER_MS, over);
  await requests.answered(over);
  closeIdle();
  await closing;
  late.removeEventListener('abort', cut);
}
