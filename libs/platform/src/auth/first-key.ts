import { invalid, type Clock, type Random } from '@loyalty/kernel';
import { createApiKey } from './key-administration';
import { readKeyFile } from './key-file';

/** A file that someone named must be there already; the one of the local default is made. @throws validation `api_keys_missing` */
export function assertKeysNamedExist(file: string, given: boolean): void {
  if (!given || readKeyFile(file) !== undefined) return;
  throw invalid('api_keys_missing', `API_KEYS_FILE names ${file}, which does not exist; make a key with "ledger keys create"`, { file });
}

/**
 * Where there are no keys yet, makes one for an operator; its text is the answer, to be shown this once. To be called
 * when nothing can go wrong any more: a key that nobody was shown locks everybody out.
 */
export function firstKey(file: string, ports: { clock: Clock; random: Random }): string | undefined {
  if (readKeyFile(file) !== undefined) return undefined;
  return createApiKey(file, { name: 'first operator', roles: ['operator'] }, ports).key;
}
