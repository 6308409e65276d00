import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { earnPoints } from '@loyalty/points';
import { ledger } from './fixtures/command-line.fixture';
import { edited, endsWithCommit, rehashed, ShopOnServer, type Tampering } from './fixtures/shop-on-server.fixture';
import { by, openShop, writeSmallShop } from './fixtures/small-shop.fixture';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'ledger-kurrentdb-'));
const beside = path.join(folder, 'ledger.db');
const shop = new ShopOnServer();
const here = () => ({ store: shop.url, dataDir: folder });
const inFile = { store: beside, dataDir: folder };
const issued = (kind: string) => readdirSync(path.join(folder, kind)).map((name) => path.join(folder, kind, name));

let checkpoint: string, key: string;
beforeAll(async () => {
  await shop.write();
  await writeSmallShop(beside);
  await ledger(['checkpoint', 'issue'], here());
  [checkpoint, key] = [issued('checkpoints')[0]!, issued('keys').find((name) => name.endsWith('.pub'))!];
});
afterAll(async () => {
  await shop.stop();
  rmSync(folder, { recursive: true });
});

describe('a log in KurrentDB', () => {
  it('is proven as a ledger file is', async () => {
    const { exitCode, out } = await ledger(['verify', '--checkpoint', checkpoint, '--key', key], here());
    expect(exitCode).toBe(0);
    expect(out).toMatch(/702 in 356 commits.*\n.*\naccounts {5}5 folded, main adds up to 0, stars adds up to 0\nsnapshots {4}2 of 2 compared\ncheckpoint {3}.*, 702 events: its root is reached\n/);
  });

  it.each([
    ['replay', ['replay']],
    ['replay to a date', ['replay', '--to-date', '2026-01-05']],
    ['a balance', ['balance', 'main', 'ana', '--as-of', '2026-01-06', '--known-at', '2026-01-05']],
    ['a statement', ['statement', 'main', 'carl', '--from', '2026-01-10', '--to', '2026-01-31']],
    ['the books', ['trial-balance']],
    ['the books of a date', ['trial-balance', '--as-of', '2026-01-06']],
  ])('comes to the same as the same shop in a file: %s', async (_, argv) => {
    const [there, file] = [await ledger([...argv, '--json'], here()), await ledger([...argv, '--json'], inFile)];
    expect(file.exitCode).toBe(0);
    // The same commands, but each ledger made up its own ids.
    expect([there.exitCode, withoutIds(there.json)]).toEqual([0, withoutIds(file.json)]);
  });

  it('gives its lines byte for byte', async () => {
    const { exitCode, out } = await ledger(['export', '--from', '5', '--to', '7'], here());
    const lines = out.split('\n').filter((line) => line !== '');
    expect([exitCode, lines.map((line) => (JSON.parse(line) as { position: number }).position)]).toEqual([0, [5, 6, 7]]);
    await ledger(['prove', 'inclusion', '6', '--output', path.join(folder, '6.json')], here());
    expect((JSON.parse(readFileSync(path.join(folder, '6.json'), 'utf8')) as { line: string }).line).toBe(lines[1]);
  });

  it('gives proofs that hold without it', async () => {
    await ledger(['prove', 'inclusion', '42', '--output', path.join(folder, '42.json')], here());
    expect(await ledger(['prove', 'inclusion', '--verify', path.join(folder, '42.json'), '--checkpoint', checkpoint], { ...here(), store: 'nowhere.db' })).toMatchObject({ exitCode: 0, err: '' });
    expect(await ledger(['checkpoint', 'verify', checkpoint], here())).toMatchObject({ exitCode: 0, err: '' });
    const writer = await openShop(shop.log, '2026-03-02T10:00:00.000Z');
    await earnPoints(writer.ledger, by(), { wallet: 'main', memberId: 'ben', points: 3, source: { kind: 'order', id: 'last' } });
    await writer.close();
    expect(await ledger(['checkpoint', 'issue'], here())).toMatchObject({ exitCode: 0, err: '' });
    await ledger(['prove', 'consistency', '702', '703', '--output', path.join(folder, 'grew.json')], here());
    expect(await ledger(['prove', 'consistency', '--verify', path.join(folder, 'grew.json'), '--checkpoint', ...issued('checkpoints')], here())).toMatchObject({ exitCode: 0, err: '' });
  });

  it('is refused by name where only a file will do, where there is none, and where nobody answers', async () => {
    const refused = async (argv: readonly string[], store: string) => {
      const { exitCode, json } = await ledger([...argv, '--json'], { store, dataDir: folder });
      return [exitCode, (json.error as { code: string }).code];
    };
    expect(await refused(['rebuild', 'points_accounts'], shop.url)).toEqual([2, 'store_not_a_file']);
    expect(await refused(['verify'], `${shop.url}&log=nothing`)).toEqual([3, 'store_not_found']);
    expect(await refused(['verify'], 'kurrentdb://127.0.0.1:1?tls=false')).toEqual([4, 'store_unavailable']);
    expect(await refused(['verify'], 'kurrentdb://u:secret@:x')).toEqual([2, 'event_store_url_invalid']);
  });

  it('is taken from the environment of the services', async () => {
    expect((await ledger(['verify', '--json'], { dataDir: folder, env: { EVENT_STORE_URL: shop.url } })).json).toMatchObject({ exitCode: 0 });
  });
});

const ANA = '"stream":"pointsAccount-main.ana"';
const at = (stream: string, revision: number, change: (record: Parameters<Tampering>[0]) => ReturnType<Tampering>): Tampering =>
  (record) => (record.stream === stream && record.revision + 1 === revision ? change(record) : record);
const written = (from: RegExp, to: string) => (record: Parameters<Tampering>[0]) => ({ ...record, data: Buffer.from(record.data.toString().replace(from, to)) });
const gone = () => undefined;

describe('damage to a log in KurrentDB', () => {
  it.each<[name: string, steps: () => readonly Tampering[], codes: readonly string[], exitCode: number, held?: boolean]>([
    ['nothing', () => [], [], 0],
    ['a bit flipped in a line', () => [edited('"actor":"till-1"', '"actor":"till-0"')], ['root_mismatch'], 10],
    ['a bit flipped in an amount', () => [edited('"issued":-500', '"issued":-501', [ANA])], ['conservation_broken', 'root_mismatch'], 1],
    ['another root', () => [at('ledger:commits', 50, written(/"root":"./, '"root":"'))], ['root_mismatch'], 10],
    ['an event removed', () => [at('pointsAccount-main.ana', 100, gone)], ['position_gap', 'revision_gap'], 11],
    ['an event that is none', () => [at('pointsAccount-main.ana', 100, written(/.*/, '{}'))], ['position_gap', 'revision_gap'], 11],
    ['a commit gone', () => [at('ledger:commits', 50, gone)], ['commit_gap'], 11],
    ['a commit that is none', () => [at('ledger:commits', 50, written(/.*/, 'x'))], ['commit_gap'], 11],
    ['the last commit gone', () => [at('ledger:commits', 356, gone)], ['commit_gap'], 11],
    ['a stated balance changed, all roots made anew', () => [edited('"available":380,', '"available":390,', [ANA, 'points.redeemed.v1']), rehashed()], ['balance_mismatch'], 12],
    ['a snapshot that is not what the events come to', () => [(record) => (record.stream.startsWith('ledger:snapshot-pointsAccount-main.ana') ? written(/\\"orders\\":\d+/, '\\"orders\\":1')(record) : record)], ['snapshot_mismatch'], 12],
    ['the tail cut off whole, no checkpoint', () => [endsWithCommit(340), (record) => (record.stream.startsWith('ledger:snapshot-') ? undefined : record)], [], 0],
    ['the tail cut off whole', () => [endsWithCommit(340), (record) => (record.stream.startsWith('ledger:snapshot-') ? undefined : record)], ['truncated_before_checkpoint'], 13, true],
    ['history rewritten, no checkpoint', () => [edited('"actor":"till-1"', '"actor":"till-2"', [ANA, '"issued":-500']), rehashed()], [], 0],
    ['history rewritten', () => [edited('"actor":"till-1"', '"actor":"till-2"', [ANA, '"issued":-500']), rehashed()], ['forked_from_checkpoint'], 13, true],
    ['another log', () => [at('ledger:log', 1, written(/"logId":"."?/, '"logId":"f'))], ['checkpoint_of_other_log'], 13, true],
  ])('%s', async (_, steps, codes, exitCode, held = false) => {
    await shop.tamper(steps());
    const said = await ledger(['verify', '--json', ...(held ? ['--checkpoint', checkpoint, '--key', key] : [])], here());
    expect({ codes: Object.keys(said.json.counts as object), exitCode: said.exitCode }).toEqual({ codes, exitCode });
  });

  it('is found by `checkpoint verify` too, and nothing is signed over it', async () => {
    await shop.tamper([endsWithCommit(340)]);
    expect(await ledger(['checkpoint', 'verify', checkpoint], here())).toMatchObject({ exitCode: 13, out: expect.stringContaining('truncated_before_checkpoint') });
    expect(await ledger(['checkpoint', 'issue', '--json'], here())).toMatchObject({ exitCode: 13, json: { error: { code: 'truncated_before_checkpoint' } } });
    await shop.tamper([edited('"actor":"till-1"', '"actor":"till-2"')]);
    expect(await ledger(['checkpoint', 'issue', '--json'], here())).toMatchObject({ exitCode: 10, json: { error: { code: 'root_mismatch' } } });
  });
});

function withoutIds(json: Record<string, unknown>): unknown {
  const { logId: _, digest: __, ...rest } = json;
  return JSON.parse(JSON.stringify(rest).replace(/"[0-9a-f]{32,}"/g, '"id"'));
}
