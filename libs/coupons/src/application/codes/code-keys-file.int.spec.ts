import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { seededRandom } from '@loyalty/kernel';
import { openCodeKeys } from './code-keys-file';

describe('the file of code keys', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'code-keys-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = () => path.join(folder, 'data', 'code-keys.json');

  it('is made once, for its owner only, and read again', () => {
    const first = openCodeKeys(file(), false, seededRandom(1));
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(openCodeKeys(file(), false, seededRandom(2)).fingerprints).toEqual(first.fingerprints);
    expect(readdirSync(path.dirname(file()))).toEqual(['code-keys.json']);
  });

  it('must be there when it is named', () => {
    expect(() => openCodeKeys(file(), true, seededRandom(1))).toThrow(expect.objectContaining({ code: 'code_keys_missing' }));
  });

  it('may hold further keys, the last of which is the newest', () => {
    const keys = [1, 2].map((byte) => Buffer.alloc(32, byte).toString('base64url'));
    writeFileSync(path.join(folder, 'keys.json'), JSON.stringify({ keys }));
    const opened = openCodeKeys(path.join(folder, 'keys.json'), true, seededRandom(1));
    expect([opened.fingerprints.length, opened.newest]).toEqual([2, opened.fingerprints[1]]);
  });

  it.each(['', '{}', '{"keys":[]}', '{"keys":["short"]}', '{"keys":"x"}', 'null'])('is refused when it is %j', (text) => {
    writeFileSync(path.join(folder, 'keys.json'), text);
    expect(() => openCodeKeys(path.join(folder, 'keys.json'), false, seededRandom(1))).toThrow(expect.objectContaining({ code: 'code_keys_damaged', category: 'corruption' }));
  });
});
