/**
 * How many requests a second the door takes on one core: node -r ./tools/register.cjs libs/platform/src/testing/measure-http.ts [seconds]
 * The service runs on CPU 0 and the load on CPU 1 where `taskset` is there; 50 connections, each waiting for its answer. CPU time is what to
 * compare: it moves little when other work runs on the machine.
 */
import { fork, spawnSync } from 'node:child_process';
import http from 'node:http';
import { connect } from 'node:net';
import { openSample } from './sample-service';

const CONNECTIONS = 50;
const SECONDS = Number(process.argv[2] ?? 5);
const BODY = JSON.stringify({ colour: 'red', things: [{ sku: 'sku-1', count: 2, size: { widthMm: 10 } }, { sku: 'sku-2', count: 1 }], at: '2026-03-01T10:00:00Z', note: 'a note', tags: ['a', 'b'] });

const pin = (cpu: number, pid: number) => void spawnSync('taskset', ['-cp', String(cpu), String(pid)]);

async function serve(): Promise<void> {
  const sample = await openSample({ LOG_LEVEL: 'warn', EVENT_STORE_URL: 'memory:' });
  const bare = http.createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => response.setHeader('content-type', 'application/json').end(JSON.stringify({ length: (JSON.parse(String(Buffer.concat(chunks))) as { things: unknown[] }).things.length })));
  });
  bare.listen(0, '127.0.0.1', () => process.send!({ port: Number(new URL(sample.url).port), bare: (bare.address() as { port: number }).port, key: sample.key('service') }));
  process.on('message', () => process.send!(process.cpuUsage()));
  process.on('disconnect', () => process.exit(0));
}

/** Each connection sends the next request when its answer is there; counts the answers with the wanted status. */
function load(port: number, request: (n: number) => string, status: number): Promise<{ perSecond: number; p50: number; p99: number }> {
  let sent = 0;
  const took: number[] = [];
  const end = performance.now() + SECONDS * 1000;
  const one = () => new Promise<void>((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    let at = 0, pending = '';
    const send = () => {
      at = performance.now();
      socket.write(request((sent += 1)));
    };
    socket.setNoDelay().setEncoding('latin1').on('connect', send).on('error', reject).on('data', (text: string) => {
      pending += text;
      const head = pending.indexOf('\r\n\r\n');
      if (head === -1 || pending.length < head + 4 + Number(/content-length: (\d+)/i.exec(pending)?.[1])) return;
      if (!pending.startsWith(`HTTP/1.1 ${status}`)) return reject(new Error(pending));
      pending = '';
      took.push(performance.now() - at);
      if (performance.now() < end) return send();
      socket.destroy();
      resolve();
    });
  });
  return Promise.all(Array.from({ length: CONNECTIONS }, one)).then(() => {
    took.sort((a, b) => a - b);
    return { perSecond: Math.round(took.length / SECONDS), p50: took[took.length >> 1]!, p99: took[Math.floor(took.length * 0.99)]! };
  });
}

async function measure(): Promise<void> {
  const server = fork(__filename, ['serve'], { execArgv: ['-r', './tools/register.cjs'] });
  const { port, bare, key } = await new Promise<{ port: number; bare: number; key: string }>((resolve) => server.once('message', (message) => resolve(message as never)));
  pin(0, server.pid!);
  pin(1, process.pid);
  const cpu = () => new Promise<number>((resolve) => {
    server.once('message', (usage) => resolve((usage as NodeJS.CpuUsage).user + (usage as NodeJS.CpuUsage).system));
    server.send('cpu');
  });
  const post = (path: string, body = BODY) => (n: number) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${key}\r\nidempotency-key: k-${n}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`;
  const runs: [string, () => ReturnType<typeof load>][] = [
    ['node:http, JSON.parse only', () => load(bare, post('/'), 200)],
    ['GET /health', () => load(port, () => 'GET /health HTTP/1.1\r\nhost: x\r\n\r\n', 200)],
    ['key + validation', () => load(port, post('/v1/sample/estimates'), 200)],
    ['key + validation + idempotency', () => load(port, post('/v1/sample/boxes/b-1/checks'), 201)],
    ['the same, refused as request_invalid', () => load(port, post('/v1/sample/boxes/b-1/checks', BODY.replace('"count":1', '"count":0')), 400)],
    ['the same, through the ledger, one box each', () => load(port, (n) => post(`/v1/sample/boxes/b-${n}/things`)(n), 201)],
  ];
  for (const round of ['warm-up', '1', '2', '3']) {
    for (const [name, run] of runs) {
      const before = await cpu();
      const { perSecond, p50, p99 } = await run();
      const micros = ((await cpu()) - before) / (perSecond * SECONDS);
      if (round !== 'warm-up') console.log(`${round}  ${name.padEnd(46)} ${String(perSecond).padStart(6)}/s   p50 ${p50.toFixed(2)} ms   p99 ${p99.toFixed(2)} ms   ${micros.toFixed(0)} µs of CPU each`);
    }
  }
  server.disconnect();
}

void (process.argv[2] === 'serve' ? serve() : measure());
