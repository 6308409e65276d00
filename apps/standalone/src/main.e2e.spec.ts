import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const ROOT = path.resolve(__dirname, '..', '..', '..');

interface Started {
  readonly url: string;
  readonly stdout: () => string;
  readonly stderr: () => string;
  kill(signal: NodeJS.Signals): void;
  readonly ended: Promise<number | null>;
}

describe('the standalone service', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'standalone-'));
  const running: Started[] = [];
  afterAll(async () => {
    for (const one of running) one.kill('SIGKILL');
    await Promise.all(running.map(({ ended }) => ended));
    rmSync(folder, { recursive: true });
  });

  /** Runs the program from its sources, in a process of its own; resolves when it listens or has ended. */
  async function run(environment: Record<string, string>): Promise<Started> {
    const child = spawn(process.execPath, ['-r', './tools/register.cjs', 'apps/standalone/src/main.ts'], { cwd: ROOT, env: { PATH: process.env['PATH'], PORT: '0', DATA_DIR: path.join(folder, 'data'), ...environment } });
    let stdout = '', stderr = '';
    child.stdout.on('data', (chunk) => (stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (stderr += String(chunk)));
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
    const up = new Promise<void>((resolve) => child.stdout.on('data', () => stdout.includes('"msg":"up"') && resolve()));
    await Promise.race([up, ended]);
    const started = { url: /"url":"([^"]+)"/.exec(stdout)?.[1] ?? '', stdout: () => stdout, stderr: () => stderr, kill: (signal: NodeJS.Signals) => void child.kill(signal), ended };
    running.push(started);
    return started;
  }

  it('starts from nothing, shows an operator key once, and ends with 0 on SIGTERM', async () => {
    const first = await run({});
    for (let i = 0; i < 100 && first.stderr() === ''; i += 1) await sleep(20); // another pipe, so it may come later
    const key = /^ {4}(loyalty_\S+)$/m.exec(first.stderr())?.[1];
    expect(key).toBeDefined();
    expect(await (await fetch(`${first.url}/ready`)).json()).toMatchObject({ ready: true });
    expect((await fetch(`${first.url}/metrics`, { headers: { 'x-forwarded-for': 'x', authorization: `Bearer ${key}` } })).status).toBe(200);
    const file = path.join(folder, 'data', 'api-keys.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readFileSync(file, 'utf8') + first.stdout()).not.toContain(key);
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    expect(first.stdout()).toContain('"msg":"stopped","clean":true');

    const second = await run({});
    expect(second.stderr()).toBe('');
    second.kill('SIGINT');
    expect(await second.ended).toBe(0);
  }, 30_000);

  it('says so when the port is taken, and leaves with 2', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const refused = await run({ PORT: String(port), DATA_DIR: path.join(folder, 'port') });
    expect(await refused.ended).toBe(2);
    expect(refused.stderr()).toBe(`standalone did not start: port_taken\nPort ${port} of 127.0.0.1 is taken by another process; set PORT to another one\n`);
    // A key that nobody was shown would lock everybody out.
    expect(existsSync(path.join(folder, 'port', 'api-keys.json'))).toBe(false);
    server.close();
  }, 30_000);

  it('does not touch a store that is damaged, and leaves with 2', async () => {
    const file = path.join(folder, 'damaged.db');
    writeFileSync(file, 'this is no database, but somebody may want it back'.repeat(100));
    const before = readFileSync(file);
    const refused = await run({ EVENT_STORE_URL: `sqlite:${file}`, DATA_DIR: path.join(folder, 'damaged') });
    expect(await refused.ended).toBe(2);
    expect(refused.stderr()).toContain('store_damaged');
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(existsSync(path.join(folder, 'damaged', 'api-keys.json'))).toBe(false);
  }, 30_000);

  it('does not share a log with another process, and leaves with 2', async () => {
    const first = await run({ DATA_DIR: path.join(folder, 'shared') });
    const second = await run({ DATA_DIR: path.join(folder, 'shared') });
    expect(await second.ended).toBe(2);
    expect(second.stderr()).toContain('store_locked');
    expect((await fetch(`${first.url}/ready`)).status).toBe(200);
    first.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  }, 30_000);

  it.each([
    ['a wrong configuration', { PORT: 'x', MESSAGE_BUS_URL: 'nats://a:4222' }, ['configuration_invalid', 'MESSAGE_BUS_URL has the unknown scheme "nats:"', 'PORT must be an integer']],
    ['a keys file that is not there', { API_KEYS_FILE: path.join(folder, 'none.json') }, ['api_keys_missing']],
    ['a host that is not ours', { HOST: '203.0.113.1' }, ['host_unknown']],
  ])('refuses %s and leaves with 2', async (name, environment, said) => {
    const refused = await run({ DATA_DIR: path.join(folder, name.replaceAll(' ', '-')), ...(environment as unknown as Record<string, string>) });
    expect(await refused.ended).toBe(2);
    for (const text of said) expect(refused.stderr()).toContain(text);
  }, 30_000);
});
