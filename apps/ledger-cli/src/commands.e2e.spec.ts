import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineWallet, earnPoints } from '@loyalty/points';
import { openDatabase } from '@loyalty/sqlite';
import { ledger } from './fixtures/command-line.fixture';
import { by, openShop, writeSmallShop } from './fixtures/small-shop.fixture';
import { walletPolicy } from './fixtures/wallet-policy.fixture';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'ledger-cli-'));
const store = path.join(folder, 'ledger.db');
const here = { store, dataDir: folder };
const file = (name: string) => path.join(folder, name);
const storedLines = () => {
  const db = openDatabase(store, { readOnly: true, synchronous: 'FULL' });
  const lines = db.prepare('SELECT line FROM events ORDER BY position').all().map((row) => `${row['line'] as string}\n`);
  db.close();
  return lines;
};

beforeAll(() => writeSmallShop(store));
afterAll(() => rmSync(folder, { recursive: true }));

describe('verify', () => {
  it('says what it proved, and that nothing was brought from elsewhere', async () => {
    const { exitCode, out } = await ledger(['verify'], here);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/702 in 356 commits.*\n.*\naccounts {5}5 folded, main adds up to 0, stars adds up to 0\nsnapshots {4}2 of 2 compared\ncheckpoint {3}none given/);
    expect(out).toMatch(/\nClean\.\n$/);
  });

  it('comes to the same in several readings, with few streams in memory', async () => {
    const [once, often] = [await ledger(['verify', '--json'], here), await ledger(['verify', '--json', '--streams', '2'], here)];
    expect(often.json.readings).toBeGreaterThan(2);
    const { readings: _, seconds: __, ...rest } = once.json;
    expect(often.json).toMatchObject(rest);
  });

  it('works beside a server that is writing', async () => {
    const busy = file('busy.db');
    const shop = await openShop(busy);
    await writeOne(shop);
    const before = await ledger(['verify', '--json'], { store: busy });
    await writeOne(shop);
    const after = await ledger(['verify', '--json'], { store: busy });
    const balance = await ledger(['balance', 'main', 'zoe', '--json'], { store: busy });
    await shop.close();
    expect([before.json.size, after.json.size, before.exitCode, after.exitCode]).toEqual([3, 4, 0, 0]);
    expect(balance.json).toMatchObject({ available: 20, revision: 2 });
  });

  it('names a snapshot that is not what the events come to', async () => {
    const spoiled = file('spoiled.db');
    await writeSmallShop(spoiled);
    const db = openDatabase(spoiled, { synchronous: 'NORMAL' });
    db.exec("UPDATE snapshots SET state = replace(state, '\"orders\":2', '\"orders\":3')");
    db.close();
    const { exitCode, json, err } = await ledger(['verify', '--json'], { store: spoiled });
    expect({ exitCode, counts: json.counts, err }).toEqual({ exitCode: 12, counts: { snapshot_mismatch: 2 }, err: '' });
  });
});

let defined = false;
async function writeOne({ ledger: to }: Awaited<ReturnType<typeof openShop>>): Promise<void> {
  if (!defined) await defineWallet(to, by(), 'main', walletPolicy());
  defined = true;
  await earnPoints(to, by(), { wallet: 'main', memberId: 'zoe', points: 10, source: { kind: 'order', id: 'o' } });
}

describe('replay', () => {
  it('to a position, and to a date', async () => {
    const [all, half, dated] = [await ledger(['replay', '--json'], here), await ledger(['replay', '--to-position', '351', '--json'], here), await ledger(['replay', '--to-date', '2026-01-05', '--json'], here)];
    expect(all.json).toMatchObject({ position: 702, accounts: 5, events: { 'points.earned.v1': 666 } });
    expect(half.json).toMatchObject({ position: 351 });
    expect(half.json.digest).not.toBe(all.json.digest);
    expect(dated.json.lastRecordedAt).toBe('2026-01-05T11:00:00.000Z');
    expect((await ledger(['replay', '--json', '--streams', '3'], here)).json.digest).toBe(all.json.digest);
  });
});

describe('balances', () => {
  it('as of a day in the wallet\'s zone, as known on another', async () => {
    const known = await ledger(['balance', 'main', 'ana', '--as-of', '2026-01-06', '--known-at', '2026-01-05', '--json'], here);
    expect(known.json).toMatchObject({ asOf: '2026-01-06T21:59:59.999Z', knownAt: '2026-01-05T21:59:59.999Z', available: 290, pending: 300, balance: 290 });
    const later = await ledger(['balance', 'main', 'ana', '--as-of', '2026-01-06', '--json'], here);
    expect(later.json).toMatchObject({ balance: -350, debt: -350, available: 0 });
  });

  it('of a member whose id is no plain text', async () => {
    expect((await ledger(['balance', 'main', 'Dörte Ü. (2)', '--json'], here)).json).toMatchObject({ available: 40 });
  });

  it('in the wallet\'s scale, aligned for people', async () => {
    const { out } = await ledger(['balance', 'stars', 'ana'], { ...here, forPeople: true });
    expect(out).toBe('ana in stars, as of 2026-03-01T12:00:00.000Z (revision 1)\npoints\n---------  -----\nbalance    12.50\navailable  12.50\nheld        0.00\ndebt        0.00\npending     0.00\n');
  });

  it('add up to zero at every position and date', async () => {
    for (const options of [[], ['--position', '20'], ['--as-of', '2026-01-06'], ['--as-of', '2027-06-01'], ['--as-of', '2026-01-06', '--known-at', '2026-01-05']]) {
      const { exitCode, json } = await ledger(['trial-balance', '--json', ...options], here);
      expect([exitCode, (json.wallets as { sum: string }[]).map(({ sum }) => sum)]).toEqual([0, ['0', '0']]);
    }
  });

  it('of a statement open and close it', async () => {
    const { json } = await ledger(['statement', 'main', 'carl', '--from', '2026-01-10', '--to', '2026-01-31', '--json'], here);
    expect(json).toMatchObject({ opening: 70, closing: 0, lines: [{ type: 'points.expired.v1', change: -70, effectiveAt: '2026-01-19T09:00:00.000Z' }] });
    const { out } = await ledger(['statement', 'main', 'carl', '--to', '2026-01-10'], { ...here, forPeople: true });
    expect(out).toMatch(/^carl in main\neffective +what +reference +change +pending +balance\n/);
  });
});

describe('checkpoints and proofs', () => {
  it('are issued with a key of their own, kept from others, and the log is held against them', async () => {
    const issued = await ledger(['checkpoint', 'issue', '--json'], here);
    const { file: at, publicKeyFile, size } = issued.json as { file: string; publicKeyFile: string; size: number };
    expect(size).toBe(702);
    const [secret] = readdirSync(file('keys')).filter((name) => name.endsWith('.pem'));
    expect(statSync(path.join(folder, 'keys', secret!)).mode & 0o777).toBe(0o600);
    expect((await ledger(['checkpoint', 'verify', at], here)).exitCode).toBe(0);
    expect((await ledger(['checkpoint', 'list', '--json'], here)).json).toMatchObject([{ size: 702, file: at }]);
    expect((await ledger(['verify', '--checkpoint', at, '--key', publicKeyFile], here)).out).toContain(`${at}, 702 events: its root is reached`);
    expect((await ledger(['verify', '--checkpoint', at, '--key', readFileSync(publicKeyFile, 'utf8').trim(), '--json'], here)).json.checkpoints).toMatchObject([{ agrees: true }]);
  });

  it('of one event need no store', async () => {
    const [checkpoint] = readdirSync(file('checkpoints')).map((name) => path.join(folder, 'checkpoints', name));
    await ledger(['prove', 'inclusion', '42', '--output', file('42.json')], here);
    const away = { dataDir: folder, store: file('nowhere.db') };
    const good = await ledger(['prove', 'inclusion', '--verify', file('42.json'), '--checkpoint', checkpoint!], away);
    expect([good.exitCode, good.out]).toEqual([0, expect.stringContaining(storedLines()[41]!)]);
    writeFileSync(file('bad.json'), readFileSync(file('42.json'), 'utf8').replace('till-1', 'till-2'));
    const bad = await ledger(['prove', 'inclusion', '--verify', file('bad.json'), '--checkpoint', checkpoint!, '--json'], away);
    expect([bad.exitCode, bad.json]).toEqual([14, expect.objectContaining({ error: expect.objectContaining({ code: 'proof_invalid' }) })]);
  });

  it('of consistency hold between two checkpoints, and a second one is only signed if the log grew', async () => {
    const shop = await openShop(store, '2026-03-02T10:00:00.000Z');
    await earnPoints(shop.ledger, by(), { wallet: 'main', memberId: 'ben', points: 3, source: { kind: 'order', id: 'last' } });
    await shop.close();
    expect(await ledger(['checkpoint', 'issue'], here)).toMatchObject({ exitCode: 0, err: '' });
    const checkpoints = readdirSync(file('checkpoints')).map((name) => path.join(folder, 'checkpoints', name));
    await ledger(['prove', 'consistency', '702', '703', '--output', file('grew.json')], here);
    const { exitCode, out, err } = await ledger(['prove', 'consistency', '--verify', file('grew.json'), '--checkpoint', ...checkpoints], here);
    expect([exitCode, err, out]).toEqual([0, '', expect.stringContaining('The log of 703 events begins with the one of 702')]);
    const forked = readFileSync(checkpoints[0]!, 'utf8');
    writeFileSync(checkpoints[0]!, forked.replace('\n702\n', '\n703\n'));
    expect(await ledger(['checkpoint', 'issue'], here)).toMatchObject({ exitCode: 13, err: expect.stringContaining('nothing was signed') });
    writeFileSync(checkpoints[0]!, forked);
  });
});

describe('export', () => {
  it('gives the stored bytes', async () => {
    expect((await ledger(['export'], here)).out).toBe(storedLines().join(''));
    expect((await ledger(['export', '--from', '3', '--to', '4'], here)).out).toBe(storedLines().slice(2, 4).join(''));
    expect((await ledger(['export', '--category', 'pointsWallet', 'pointsReversal'], here)).out).toBe(storedLines().filter((line) => /"stream":"points(Wallet|Reversal)-/.test(line)).join(''));
  });

  it('goes on where it was broken off, half a line or not', async () => {
    const at = file('export.ndjson');
    await ledger(['export', '--output', at, '--to', '500'], here);
    truncateSync(at, statSync(at).size - 100);
    await ledger(['export', '--output', at, '--resume', '--to', '600'], here);
    await ledger(['export', '--output', at, '--resume'], here);
    expect(readFileSync(at, 'utf8')).toBe(storedLines().join(''));
    appendFileSync(at, 'something else\n');
    expect(await ledger(['export', '--output', at, '--resume'], here)).toMatchObject({ exitCode: 2, err: expect.stringContaining('does not end with an exported event') });
  });

  it('with proofs is a proof file on each line, all for one size', async () => {
    const at = file('proofs.ndjson');
    await ledger(['export', '--output', at, '--with-proof', '--to', '20'], here);
    await ledger(['export', '--output', at, '--with-proof', '--to', '25', '--resume'], here);
    const proofs = readFileSync(at, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as { position: number; size: number; line: string });
    expect(proofs.map(({ position }) => position)).toEqual(Array.from({ length: 25 }, (_, i) => i + 1));
    expect(new Set(proofs.map(({ size }) => size)).size).toBe(1);
    expect(proofs.map(({ line }) => `${line}\n`)).toEqual(storedLines().slice(0, 25));
  });
});

describe('the house', () => {
  it('rebuilds a view, which then agrees with the log', async () => {
    const { exitCode, out } = await ledger(['rebuild', 'points_accounts'], here);
    expect([exitCode, out]).toEqual([0, expect.stringContaining('reflects position 703')]);
    expect((await ledger(['verify', '--read-model', `sqlite:${file('views.db')}`, '--json'], here)).json).toMatchObject({ exitCode: 0, points: { readModel: { compared: 5, elsewhere: 0 } } });
  });

  it('does not rebuild beside a running service', async () => {
    const shop = await openShop(store, '2026-03-03T10:00:00.000Z');
    expect(await ledger(['rebuild', 'points_accounts'], here)).toMatchObject({ exitCode: 4, err: expect.stringContaining('is written by process') });
    await shop.close();
  });

  it('makes, lists and revokes keys', async () => {
    const { json } = await ledger(['key', 'create', 'till at the door', '--role', 'service', '--json'], here);
    expect(json.key).toMatch(/^loyalty_/);
    expect((await ledger(['key', 'list'], here)).out).toContain('till at the door');
    await ledger(['key', 'revoke', json.id as string], here);
    expect((await ledger(['key', 'list'], here)).out).toBe('There are no keys.\n');
  });
});
