import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import path from 'node:path';
import { DomainError } from '@loyalty/kernel';
import { ROLES, type ApiKeyRecord } from './api-key';

const ID = /^[A-Za-z0-9_-]{1,40}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** The keys in a file; undefined when there is no file. @throws corruption `api_keys_damaged` when it is not what we write */
export function readKeyFile(file: string): readonly ApiKeyRecord[] | undefined {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw new DomainError('unavailable', 'api_keys_unreadable', `${file} cannot be read`, { file }, { cause: error });
  }
  const keys = parsed(text);
  if (!Array.isArray(keys) || !keys.every(isRecord)) throw damaged(file, 'it is not a list of keys');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw damaged(file, 'two keys have the same id');
  return keys;
}

function parsed(text: string): unknown {
  try {
    return (JSON.parse(text) as { keys?: unknown } | null)?.keys;
  } catch {
    return undefined; // answered as damaged, which names the file
  }
}

function isRecord(x: unknown): x is ApiKeyRecord {
  if (typeof x !== 'object' || x === null) return false;
  const { id, name, roles, sha256, createdAt, expiresAt } = x as Record<keyof ApiKeyRecord, unknown>;
  return typeof id === 'string' && ID.test(id) && typeof name === 'string' && typeof sha256 === 'string' && SHA256.test(sha256)
    && Array.isArray(roles) && roles.every((role) => ROLES.includes(role)) && typeof createdAt === 'string'
    && (expiresAt === undefined || typeof expiresAt === 'string');
}

/** Replaces the file as a whole, readable by its owner only; a reader sees the old or the new one. */
export function writeKeyFile(file: string, keys: readonly ApiKeyRecord[]): void {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  const partial = `${file}.${process.pid}.new`;
  const fd = openSync(partial, 'w', 0o600);
  try {
    writeSync(fd, `${JSON.stringify({ keys }, undefined, 2)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(partial, file);
}

function damaged(file: string, reason: string) {
  return new DomainError('corruption', 'api_keys_damaged', `${file}: ${reason}`, { file, reason });
}
