import { connect } from 'node:net';

const PATIENCE_MS = 2_000;

/**
 * Sends one request to 127.0.0.1 and gives what comes back up to `complete`; undefined when nobody answers in time. It
 * speaks to servers without their client libraries, each of which lives in the room of its adapter.
 */
export function oneAnswer(port: number, request: Buffer, complete: (received: Buffer) => boolean): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => socket.write(request));
    const end = (answer: Buffer | undefined) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(PATIENCE_MS, () => end(undefined));
    socket.on('error', () => end(undefined));
    socket.on('close', () => end(undefined));
    socket.on('data', (part: Buffer) => {
      received = Buffer.concat([received, part]);
      if (complete(received)) end(received);
    });
  });
}
