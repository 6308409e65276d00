import { connect, type Socket } from 'node:net';

export interface HttpAnswer {
  readonly status: number;
  readonly head: string;
  readonly body: string;
}

/**
 * One kept connection on which requests go one after the other. A bare socket, because the client shares two cores with
 * the service: it costs a fraction of a full HTTP client. It reads answers with a Content-Length only.
 */
export class HttpConnection {
  private received = '';
  private waiting: { resolve: (answer: HttpAnswer) => void; reject: (error: Error) => void } | undefined;

  private constructor(private readonly socket: Socket, private readonly headers: string) {
    socket.setNoDelay(true);
    // One character a byte, so that lengths count bytes.
    socket.setEncoding('latin1');
    socket.on('data', (chunk) => this.take(String(chunk)));
    socket.on('error', (error) => this.waiting?.reject(error));
    socket.on('close', () => this.waiting?.reject(new Error('The service closed the connection')));
  }

  static open(port: number, key: string): Promise<HttpConnection> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('error', reject);
      socket.once('connect', () => resolve(new HttpConnection(socket, `host: 127.0.0.1:${port}\r\nauthorization: Bearer ${key}\r\n`)));
    });
  }

  ask(method: string, path: string, command?: { readonly id: string; readonly body: string }): Promise<HttpAnswer> {
    const sent = command === undefined ? '\r\n' : `idempotency-key: ${command.id}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(command.body)}\r\n\r\n${command.body}`;
    this.socket.write(`${method} ${path} HTTP/1.1\r\n${this.headers}${sent}`, 'utf8');
    return new Promise((resolve, reject) => (this.waiting = { resolve, reject }));
  }

  close(): void {
    this.waiting = undefined;
    this.socket.destroy();
  }

  private take(chunk: string): void {
    this.received += chunk;
    const end = this.received.indexOf('\r\n\r\n');
    if (end < 0) return;
    const head = this.received.slice(0, end);
    const length = Number(headerOf(head, 'content-length') ?? 0);
    if (this.received.length < end + 4 + length) return;
    const body = this.received.slice(end + 4, end + 4 + length);
    this.received = this.received.slice(end + 4 + length);
    this.waiting?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }
}

/** The value of a header, undefined when the answer does not have it. */
export function headerOf(head: string, name: string): string | undefined {
  return new RegExp(`\\r\\n${name}: ([^\\r]*)`, 'i').exec(head)?.[1];
}
