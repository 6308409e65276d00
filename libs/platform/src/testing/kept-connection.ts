import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { parsed, type RawAnswer } from './raw-http';

/** One connection over which requests are made one after the other, as a client does that keeps its connections open. */
export class KeptConnection {
  private readonly socket: Socket;
  /** Resolves when the server has closed it. */
  readonly closed: Promise<unknown>;

  constructor(port: number) {
    this.socket = connect(port, '127.0.0.1');
    this.closed = once(this.socket, 'close');
  }

  /** A GET. The bytes are written at once; rejects when the connection ends without an answer. */
  async ask(path: string): Promise<RawAnswer> {
    this.socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\n\r\n`);
    const ended = this.closed.then(() => Promise.reject(new Error('The connection ended without an answer')));
    const [bytes] = (await Promise.race([once(this.socket, 'data'), ended])) as [Buffer];
    return parsed(bytes.toString('utf8'));
  }
}
