import { execFileSync, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openDatabase } from '@loyalty/sqlite';
import type { Damage } from './fixtures/damage.fixture';
import { BEFORE_CHECKPOINT, DAMAGED_BYTES, FORGED_CONTENT } from './fixtures/damages.fixture';
import { ledger } from './fixtures/command-line.fixture';
import { writeSmallShop } from './fixtures/small-shop.fixture';

const SCRIPT = path.resolve(__dirname, '../../../tools/verifier-python/verify.py');

/** Whether there is a Python to run the second verifier with. */
function hasPython(): boolean {
  return spawnSync('python3', ['-c', 'import sqlite3, sys; sys.exit(sys.version_info < (3, 8))']).status === 0;
}

jest.setTimeout(60_000);

describe('two verifiers, written apart', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'verifiers-'));
  const original = path.join(folder, 'original.db');
  const file = path.join(folder, 'ledger.db');
  let checkpoint: string, key: string;

  beforeAll(async () => {
    await writeSmallShop(original);
    await ledger(['checkpoint', 'issue'], { store: original, dataDir: folder });
    checkpoint = path.join(folder, 'checkpoints', readdirSync(path.join(folder, 'checkpoints'))[0]!);
    key = path.join(folder, 'keys', readdirSync(path.join(folder, 'keys')).find((name) => name.endsWith('.pub'))!);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  function damaged({ apply }: Damage): void {
    copyFileSync(original, file);
    const db = openDatabase(file, { synchronous: 'NORMAL' });
    db.exec('PRAGMA journal_mode=MEMORY; PRAGMA synchronous=OFF; BEGIN');
    try {
      apply(db);
      db.exec('COMMIT');
    } finally {
      db.close();
    }
  }

  const held = (damage: Damage) => (damage.checkpoint ? ['--checkpoint', checkpoint, '--key', key] : []);

  function inPython(given: readonly string[]): { exitCode: number; counts: Record<string, number>; root: string | null } {
    const { status, stdout, stderr } = spawnSync('python3', [SCRIPT, file, '--json', ...given], { encoding: 'utf8' });
    if (stderr !== '') throw new Error(stderr);
    return { ...(JSON.parse(stdout) as { counts: Record<string, number>; root: string | null }), exitCode: status! };
  }

  describe.each([['damaged bytes', DAMAGED_BYTES], ['forged content', FORGED_CONTENT], ['against a checkpoint', BEFORE_CHECKPOINT]])('%s', (_, damages) => {
    it.each(damages)('ledger verify names $name', async (damage) => {
      damaged(damage);
      const { exitCode, json } = await ledger(['verify', '--json', ...held(damage)], { store: file, dataDir: folder });
      expect({ codes: Object.keys(json.counts as object), exitCode }).toEqual({ codes: damage.codes, exitCode: damage.exitCode });
    });

    // Without a Python the second opinion cannot be had; the first is tested above.
    (hasPython() ? it : it.skip).each(damages)('verify.py says the same of $name', async (damage) => {
      damaged(damage);
      const { json } = await ledger(['verify', '--json', ...held(damage)], { store: file, dataDir: folder });
      const second = inPython(held(damage));
      expect(second).toMatchObject({ exitCode: json.exitCode, counts: json.counts, root: json.root ?? null });
    });
  });

  it('the script is short enough to be read', () => {
    expect(readFileSync(SCRIPT, 'utf8').split('\n').length - 1).toBeLessThanOrEqual(200);
  });

  // Python's own answer to a signature, where there is a Python.
  (hasPython() ? it : it.skip)('verify.py refuses a signature that was altered', () => {
    copyFileSync(original, file);
    const note = readFileSync(checkpoint, 'utf8');
    const bad = path.join(folder, 'bad.checkpoint');
    execFileSync('python3', ['-c', 'import sys; open(sys.argv[1], "w").write(sys.argv[2])', bad, note.replace(/\n(\d+)\n/, '\n1$1\n')]);
    expect(inPython(['--checkpoint', bad, '--key', key])).toMatchObject({ exitCode: 13, counts: { signature_invalid: 1 } });
  });
});
