import { closeSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, unlinkSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DomainError, invalid, type Random } from '@loyalty/kernel';
import { CodeKeys, MASTER_KEY_BYTES } from '../../domain/codes/code-keys';

const KEY = /^[A-Za-z0-9_-]{43}$/;

/**
 * The secrets that codes are made with. A file that someone named must be there; the one of the local default is made,
 * readable by its owner only, with one key of 256 random bits. Another key is taken up by adding it at the end of the
 * list: new code spaces use the last one, those of before keep theirs.
 * @throws validation `code_keys_missing`; corruption `code_keys_damaged`; unavailable `code_keys_unreadable`
 */
export function openCodeKeys(file: string, given: boolean, random: Random): CodeKeys {
  const known = readKeys(file);
  if (known !== undefined) return new CodeKeys(known);
  if (given) throw invalid('code_keys_missing', `CODE_KEYS_FILE names ${file}, which does not exist`, { file });
  writeFirst(file, random.bytes(MASTER_KEY_BYTES));
  return new CodeKeys(readKeys(file)!);
}

function readKeys(file: string): readonly Uint8Array[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DomainError('unavailable', 'code_keys_unreadable', `${file} cannot be read`, { file }, { cause: error });
  }
  const keys = listIn(text);
  if (!Array.isArray(keys) || keys.length === 0 || !keys.every((key): key is string => typeof key === 'string' && KEY.test(key))) {
    throw new DomainError('corruption', 'code_keys_damaged', `${file}: it is not a list of keys`, { file });
  }
  return keys.map((key) => new Uint8Array(Buffer.from(key, 'base64url')));
}

function listIn(text: string): unknown {
  try {
    return (JSON.parse(text) as { keys?: unknown } | null)?.keys;
  } catch {
    return undefined; // answered as damaged, which names the file
  }
}

/** Of two that start at once, the first one's key counts for both. It is on disk, with its name, before any code is made. */
function writeFirst(file: string, key: Uint8Array): void {
  const folder = path.dirname(path.resolve(file));
  mkdirSync(folder, { recursive: true });
  const partial = `${file}.${process.pid}.new`;
  const fd = openSync(partial, 'w', 0o600);
  try {
    writeSync(fd, `${JSON.stringify({ keys: [Buffer.from(key).toString('base64url')] }, undefined, 2)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  try {
    linkSync(partial, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    unlinkSync(partial);
  }
  const directory = openSync(folder, 'r');
  fsyncSync(directory);
  closeSync(directory);
}
