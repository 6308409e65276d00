import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { instant, manualClock, seededRandom } from '@loyalty/kernel';
import { assertKeysNamedExist, firstKey } from './first-key';
import { createApiKey, listApiKeys, revokeApiKey } from './key-administration';
import { KeyRing } from './key-ring';

describe('API keys', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'keys-'));
  const clock = manualClock('2026-03-01T08:00:00Z');
  const ports = { clock, random: seededRandom(7) };
  let file: string;
  let rings: KeyRing[] = [];
  let problems: unknown[] = [];
  const open = () => {
    const ring = new KeyRing(file, clock, (error) => problems.push(error));
    rings.push(ring);
    return ring;
  };

  beforeEach(() => {
    file = path.join(folder, `${Math.random()}`, 'api-keys.json');
    problems = [];
  });
  afterEach(() => {
    for (const ring of rings) ring.close();
    rings = [];
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are found by their text, which is nowhere on the disk', () => {
    const { key, record } = createApiKey(file, { name: 'checkout', roles: ['service'] }, ports);
    expect(open().find(key)).toEqual(record);
    expect(open().find(`${key}x`)).toBeUndefined();
    expect(readFileSync(file, 'utf8')).not.toContain(key.slice(8));
    expect(record).toMatchObject({ name: 'checkout', roles: ['service'], createdAt: '2026-03-01T08:00:00.000Z' });
    expect(key).toMatch(/^loyalty_[A-Za-z0-9_-]{43}$/);
  });

  it('are kept in a file that only its owner may read', () => {
    createApiKey(file, { name: 'checkout', roles: ['service'] }, ports);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are refused from the moment they expire', () => {
    const { key } = createApiKey(file, { name: 'audit 2025', roles: ['auditor'], expiresAt: instant('2026-03-01T09:00:00Z') }, ports);
    const ring = open();
    expect(ring.find(key)).toBeDefined();
    clock.set('2026-03-01T09:00:00Z');
    expect(ring.find(key)).toBeUndefined();
  });

  it('are refused once revoked, in a ring that is open already', () => {
    const { key, record } = createApiKey(file, { name: 'pos', roles: ['service'] }, ports);
    const ring = open();
    revokeApiKey(file, record.id);
    ring.reload();
    expect(ring.find(key)).toBeUndefined();
    expect(listApiKeys(file)).toEqual([]);
    expect(() => revokeApiKey(file, record.id)).toThrow('There is no key with this id');
  });

  it('stay good when the file is damaged meanwhile, and the damage is told', () => {
    const { key } = createApiKey(file, { name: 'pos', roles: ['service'] }, ports);
    const ring = open();
    writeFileSync(file, '{"keys": [{"id": 1}]}');
    ring.reload();
    expect(ring.find(key)).toBeDefined();
    expect(problems).toEqual([expect.objectContaining({ code: 'api_keys_damaged' })]);
    expect(() => open()).toThrow('it is not a list of keys');
  });

  it('are made only with roles there are', () => {
    expect(() => createApiKey(file, { name: 'x', roles: ['root' as 'operator'] }, ports)).toThrow('operator, support, auditor, service');
    expect(() => createApiKey(file, { name: ' ', roles: ['operator'] }, ports)).toThrow('name');
    expect(existsSync(file)).toBe(false);
  });

  it('begin with one operator key, told once', () => {
    const key = firstKey(file, ports);
    expect(open().find(key!)?.roles).toEqual(['operator']);
    expect(firstKey(file, ports)).toBeUndefined();
    expect(listApiKeys(file)).toHaveLength(1);
  });

  it('are not invented for a file that someone named', () => {
    expect(() => assertKeysNamedExist(file, true)).toThrow('which does not exist');
    expect(() => assertKeysNamedExist(file, false)).not.toThrow();
    createApiKey(file, { name: 'ops', roles: ['operator'] }, ports);
    expect(() => assertKeysNamedExist(file, true)).not.toThrow();
  });

  it('are noticed by a ring while it is open', async () => {
    createApiKey(file, { name: 'pos', roles: ['service'] }, ports);
    const ring = open();
    const { key } = createApiKey(file, { name: 'second', roles: ['service'] }, ports);
    for (let i = 0; i < 60 && ring.find(key) === undefined; i += 1) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(ring.find(key)).toBeDefined();
  }, 10_000);
});
