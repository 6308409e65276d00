import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@loyalty/kernel';

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

/**
 * Takes no new connections, lets requests in flight be answered, and cuts off those that are still open when the signal
 * aborts. Idle connections are closed at once.
 */
export async function closeIntake(app: NestFastifyApplication, late: AbortSignal): Promise<void> {
  const server = app.getHttpServer();
  const cut = () => server.closeAllConnections();
  late.addEventListener('abort', cut, { once: true });
  await app.getHttpAdapter().getInstance().close();
  late.removeEventListener('abort', cut);
}
