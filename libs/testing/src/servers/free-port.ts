import { createServer, type AddressInfo } from 'node:net';

/** A port of 127.0.0.1 that nobody listens on now. Another process may take it before it is used. */
export async function freePort(): Promise<number> {
  return (await listening(0))!;
}

/** Whether the port can be listened on now. */
export async function isFree(port: number): Promise<boolean> {
  return (await listening(port)) !== undefined;
}

function listening(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });
}
