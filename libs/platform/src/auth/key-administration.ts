import { invalid, notFound, type Clock, type Instant, type Random } from '@loyalty/kernel';
import { hashApiKey, newApiKey, ROLES, type ApiKeyRecord, type Role } from './api-key';
import { readKeyFile, writeKeyFile } from './key-file';

export interface NewKey {
  readonly name: string;
  readonly roles: readonly Role[];
  readonly expiresAt?: Instant;
}

/**
 * Makes a key and keeps its hash; the key itself is in the answer and nowhere else. A running service takes it up within
 * two seconds. One person at a time: of two that write in the same moment, the later wins.
 * @throws validation `api_key_name_invalid`, `role_unknown`
 */
export function createApiKey(file: string, { name, roles, expiresAt }: NewKey, { clock, random }: { clock: Clock; random: Random }): { key: string; record: ApiKeyRecord } {
  if (name.trim() === '' || name.length > 80) throw invalid('api_key_name_invalid', 'A key has a name of 1 to 80 characters', { length: name.length });
  const unknown = roles.filter((role) => !ROLES.includes(role));
  if (roles.length === 0 || unknown.length > 0) throw invalid('role_unknown', `A key has one or more of the roles ${ROLES.join(', ')}`, { unknown });
  const { key, id } = newApiKey(random);
  const record: ApiKeyRecord = { id, name, roles: [...new Set(roles)], sha256: hashApiKey(key), createdAt: clock.now(), ...(expiresAt === undefined ? {} : { expiresAt }) };
  writeKeyFile(file, [...(readKeyFile(file) ?? []), record]);
  return { key, record };
}

export function listApiKeys(file: string): readonly ApiKeyRecord[] {
  return readKeyFile(file) ?? [];
}

/** From now on, give or take two seconds, the key is refused. @throws not_found `api_key_not_found` */
export function revokeApiKey(file: string, id: string): void {
  const keys = listApiKeys(file);
  if (!keys.some((key) => key.id === id)) throw notFound('api_key_not_found', 'There is no key with this id', {});
  writeKeyFile(file, keys.filter((key) => key.id !== id));
}
