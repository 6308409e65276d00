import path from 'node:path';
import { invalid } from '@loyalty/kernel';
import type { Io } from './io';

/** The options that every command takes. */
export interface GlobalOptions {
  readonly store?: string;
  readonly dataDir?: string;
  readonly json?: boolean;
  readonly progress?: boolean;
}

export interface Settings {
  readonly storeFile: string;
  readonly dataDir: string;
}

/** Options first, then the environment that the services read, then the defaults of the services. Throws `store_url_unknown`. */
export function settingsOf({ store, dataDir: givenDir }: GlobalOptions, { env }: Pick<Io, 'env'>): Settings {
  const dataDir = givenDir ?? (env['DATA_DIR'] || './data');
  const url = store ?? (env['EVENT_STORE_URL'] || `sqlite:${path.join(dataDir, 'ledger.db')}`);
  return { storeFile: fileOf(url, 'store'), dataDir };
}

/** The file that a `sqlite:` address names. */
export function fileOf(url: string, what: string): string {
  const [, scheme, file] = /^(?:([a-z][a-z0-9+.-]+):)?(.*)$/s.exec(url)!;
  if (file === undefined || file === '' || (scheme !== undefined && scheme !== 'sqlite')) {
    throw invalid('store_url_unknown', `The ${what} is given as sqlite:<file>; this command cannot read ${scheme ?? 'an empty address'}:`, {});
  }
  return file;
}
