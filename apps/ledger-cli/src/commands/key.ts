import path from 'node:path';
import { createApiKey, listApiKeys, revokeApiKey, systemPorts, type Role } from '@loyalty/platform';
import { untilOf } from '../dates';
import { EXIT } from '../exit-codes';
import type { Answer, Io } from '../io';
import { table } from '../output/table';
import type { Settings } from '../settings';

function keysFile({ env }: Io, { dataDir }: Settings): string {
  return env['API_KEYS_FILE'] || path.join(dataDir, 'api-keys.json');
}

/** Makes an API key and shows it, this once. */
export async function createKey(io: Io, settings: Settings, name: string, { role, expires }: { readonly role: readonly string[]; readonly expires?: string }): Promise<Answer> {
  const file = keysFile(io, settings);
  const { key, record } = createApiKey(file, { name, roles: role as readonly Role[], ...(expires === undefined ? {} : { expiresAt: untilOf(expires, 'UTC') }) }, systemPorts);
  const { sha256: _, ...shown } = record;
  return { exitCode: EXIT.clean, json: { key, ...shown, file }, text: `${key}\n\n${record.id} "${name}" (${record.roles.join(', ')}); only its hash is kept, in ${file}\n` };
}

export async function listKeys(io: Io, settings: Settings): Promise<Answer> {
  const keys = listApiKeys(keysFile(io, settings)).map(({ sha256: _, ...shown }) => shown);
  const rows = keys.map(({ id, name, roles, createdAt, expiresAt }) => [id, name, roles.join(' '), createdAt, expiresAt ?? 'never']);
  const columns = ['id', 'name', 'roles', 'created', 'expires'].map((title) => ({ title }));
  return { exitCode: EXIT.clean, json: keys, text: keys.length === 0 ? 'There are no keys.\n' : `${table(columns, rows, io.forPeople)}\n` };
}

export async function revokeKey(io: Io, settings: Settings, id: string): Promise<Answer> {
  revokeApiKey(keysFile(io, settings), id);
  return { exitCode: EXIT.clean, json: { revoked: id }, text: `${id} is revoked; services refuse it within two seconds\n` };
}
