import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly text: string;
}

/** Sends bytes as they are and reads what comes back until the server closes, or nothing more comes for a while. */
export function exchange(port: number, ...parts: (string | Uint8Array)[]): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const socket = connect(port, '127.0.0.1', () => {
      for (const part of parts) socket.write(typeof part === 'string' ? Buffer.from(part, 'latin1') : part);
    });
    const finish = () => {
      socket.destroy();
      resolve(parsed(received.toString('utf8')));
    };
    socket.setTimeout(3_000, finish);
    socket.on('data', (chunk: Buffer) => {
      received = Buffer.concat([received, chunk]);
      if (isComplete(received.toString('utf8'))) finish();
    });
    socket.on('close', finish);
    // A server that refuses while we are still writing may reset the connection; what it said before counts.
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' || error.code === 'EPIPE' ? finish() : reject(error)));
  });
}

function isComplete(text: string): boolean {
  const { headers, body } = parsed(text);
  return headers['content-length'] !== undefined && Buffer.byteLength(body) >= Number(headers['content-length']);
}

/** What was received, as an answer. */
export function parsed(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [line = '', ...lines] = text.slice(0, end === -1 ? undefined : end).split('\r\n');
  const headers = Object.fromEntries(lines.map((one) => [one.slice(0, one.indexOf(':')).toLowerCase(), one.slice(one.indexOf(':') + 1).trim()]));
  const rest = Buffer.from(end === -1 ? '' : text.slice(end + 4));
  const length = Number(headers['content-length'] ?? rest.length);
  return { status: Number(line.split(' ')[1] ?? 0), headers, body: rest.toString('utf8', 0, length), text };
}
