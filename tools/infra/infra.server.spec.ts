import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FIRST_START_MS } from '@loyalty/testing/servers';
import { embedded } from './embedded/embedded';
import { identityOf, stopProcess } from './embedded/process-identity';
import { readStarted, writeStarted } from './embedded/started-servers';

describe('servers on this machine', () => {
  let folder: string;
  let said: string[];
  const order = (what: 'up' | 'down' | 'status') => embedded(what, (line) => said.push(line), folder);
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'infra-'));
    said = [];
  });
  afterEach(async () => {
    await order('down');
    rmSync(folder, { recursive: true });
  });

  it('come up once, tell their addresses, answer, and are gone after down', async () => {
    expect(await order('status')).toBe(1);
    expect(await order('up')).toBe(0);
    const started = readStarted(folder);
    expect(said.slice(-2)).toEqual([expect.stringMatching(/^export MESSAGE_BUS_URL=kafka:\/\/127\.0\.0\.1:\d+$/), expect.stringMatching(/^export READ_MODEL_URL=mongodb:\/\/127\.0\.0\.1:\d+\/loyalty$/)]);
    expect(await order('status')).toBe(0);
    expect(await order('up')).toBe(0);
    expect(readStarted(folder)).toEqual(started);
    expect(await order('down')).toBe(0);
    for (const { pid, identity } of started) expect(identityOf(pid)).not.toBe(identity);
    expect(await order('status')).toBe(1);
    expect(said.slice(-2)).toEqual(['kafka does not answer', 'mongo does not answer']);
  }, FIRST_START_MS);

  it('are left alone when their number has passed to another process', async () => {
    writeStarted(folder, [{ name: 'kafka', url: 'kafka://127.0.0.1:9', pid: process.pid, identity: 'some other process' }]);
    expect(await order('down')).toBe(0);
    expect(said).toEqual(['kafka was not running']);
    expect(await stopProcess(process.pid, 'some other process')).toBe(false);
  });
});
