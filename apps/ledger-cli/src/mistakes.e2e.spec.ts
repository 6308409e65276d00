import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@loyalty/sqlite';
import { ledger } from './fixtures/command-line.fixture';
import { writeSmallShop } from './fixtures/small-shop.fixture';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'ledger-mistakes-'));
const store = path.join(folder, 'ledger.db');
const here = { store, dataDir: folder };

beforeAll(() => writeSmallShop(store));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a mistake is answered with a sentence, a code and no stack', () => {
  it.each([
    ['an unknown command', ['verfy'], 2, /unknown command 'verfy'\n\(Did you mean verify\?\)/],
    ['an unknown option', ['verify', '--quick'], 2, /unknown option '--quick'/],
    ['a position that is no number', ['prove', 'inclusion', 'first'], 2, /A whole number is wanted/],
    ['no position', ['prove', 'inclusion'], 2, /Give the position of the event/],
    ['a position that is not there', ['prove', 'inclusion', '9999'], 14, /has no such place/],
    ['a missing argument', ['balance', 'main'], 2, /missing required argument 'member'/],
    ['an unknown wallet', ['balance', 'miles', 'ana'], 2, /There is no wallet miles/],
    ['an unknown member', ['balance', 'main', 'nobody'], 2, /Nothing was ever recorded for nobody in main/],
    ['a date that is none', ['balance', 'main', 'ana', '--as-of', 'yesterday'], 2, /"yesterday" is neither a date/],
    ['a zone that is none', ['replay', '--to-date', '2026-01-05', '--zone', 'Mars'], 2, /Not a zone of the IANA tz database/],
    ['a checkpoint file that is not there', ['verify', '--checkpoint', '/nowhere/x', '--key', 'x'], 2, /Not an Ed25519 verifying key/],
    ['a checkpoint without a key', ['verify', '--checkpoint', '/nowhere/x'], 2, /Name the key that must have signed with --key/],
    ['a proof that is not there', ['prove', 'inclusion', '--verify', '/nowhere/p', '--checkpoint', 'c'], 2, /\/nowhere\/p: there is no such file/],
    ['options that contradict', ['trial-balance', '--position', '5', '--as-of', '2026-01-05'], 2, /Either --position or --as-of/],
    ['a view that is none', ['rebuild', 'points_acounts'], 2, /there are points_accounts/],
    ['a role that is none', ['key', 'create', 'x', '--role', 'king'], 2, /operator, support, auditor, service/],
  ])('%s', async (_, argv, exitCode, message) => {
    const said = await ledger(argv, here);
    expect(said).toMatchObject({ exitCode, out: '', err: expect.stringMatching(message) });
    expect(said.err).not.toMatch(/\n\s+at /);
  });

  it('as one JSON document too', async () => {
    const { exitCode, json } = await ledger(['balance', 'miles', 'ana', '--json'], here);
    expect([exitCode, json]).toEqual([2, { ok: false, exitCode: 2, error: { code: 'wallet_unknown', message: 'There is no wallet miles', facts: { wallet: 'miles' } } }]);
    expect((await ledger(['verfy', '--json'], here)).json).toMatchObject({ ok: false, exitCode: 2 });
  });
});

describe('a store is refused', () => {
  const refused = async (name: string, argv = ['verify']) => {
    const { exitCode, out, err } = await ledger(argv, { store: path.join(folder, name) });
    return [exitCode, out, err];
  };

  it('that is not there', async () => {
    expect(await refused('none.db')).toEqual([3, '', expect.stringContaining('There is no ledger at')]);
  });

  it('that is no database', async () => {
    writeFileSync(path.join(folder, 'text.db'), 'Dear auditor, '.repeat(100));
    expect(await refused('text.db')).toEqual([3, '', expect.stringContaining('not a database')]);
  });

  it('that is a database of something else', async () => {
    const db = openDatabase(path.join(folder, 'other.db'), { synchronous: 'NORMAL' });
    db.exec('CREATE TABLE cats (name TEXT)');
    db.close();
    expect(await refused('other.db')).toEqual([3, '', expect.stringContaining('is a database, but not a ledger')]);
  });

  it('of a kind that this command cannot read', async () => {
    expect(await ledger(['--store', 'memory:', 'verify'])).toMatchObject({ exitCode: 2, err: expect.stringContaining('cannot read memory:') });
  });
});

describe('settings', () => {
  it('come from the environment of the services, and options come first', async () => {
    const env = { EVENT_STORE_URL: `sqlite:${store}` };
    expect((await ledger(['verify', '--json'], { env })).json).toMatchObject({ size: 702 });
    expect((await ledger(['verify', '--json'], { env: { DATA_DIR: folder } })).json).toMatchObject({ size: 702 });
    expect((await ledger(['verify'], { env, store: path.join(folder, 'none.db') })).exitCode).toBe(3);
  });

  it('are told by --help, which is no mistake', async () => {
    const { exitCode, out, err } = await ledger(['--help']);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/Exit codes:[\s\S]*13 {2}checkpoints[\s\S]*end of that day in the wallet's zone/);
  });
});
