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

/** Where a ledger lies: a file of this machine, or a log on a KurrentDB server. */
export type StoreAddress = { readonly kind: 'file'; readonly file: string } | { readonly kind: 'kurrentdb'; readonly url: string };

export interface Settings {
  readonly store: StoreAddress;
  readonly dataDir: string;
}

/** Options first, then the environment that the services read, then the defaults of the services. Throws `store_url_unknown`. */
export function settingsOf({ store, dataDir: givenDir }: GlobalOptions, { env }: Pick<Io, 'env'>): Settings {
  const dataDir = givenDir ?? (env['DATA_DIR'] || './data');
  const url = store ?? (env['EVENT_STORE_URL'] || `sqlite:${path.join(dataDir, 'ledger.db')}`);
  return { store: /^kurrentdb(\+discover)?:/.test(url) ? { kind: 'kurrentdb', url } : { kind: 'file', file: fileOf(url, 'store') }, dataDir };
}

/** The options of the commands that ask a running service. */
export interface ServiceOptions {
  readonly service?: string;
  readonly key?: string;
}

export interface ServiceSettings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly key: string;
}

/** Throws `service_url_invalid`, `api_key_missing`, `api_key_malformed`. */
export function serviceOf({ service, key = '' }: ServiceOptions, { env }: Pick<Io, 'env'>): ServiceSettings {
  const url = (service ?? (env['LEDGER_SERVICE_URL'] || 'http://127.0.0.1:3000')).replace(/\/+$/, '');
  if (!/^https?:\/\/[^/@\s]+(?:\/[^?#\s]*)?$/.test(url) || !URL.canParse(url)) throw invalid('service_url_invalid', `"${url}" is not where a service listens; it looks like http://127.0.0.1:3000`);
  const given = key || env['LEDGER_API_KEY'] || '';
  if (given === '') throw invalid('api_key_missing', 'The service wants an API key: set LEDGER_API_KEY, or give --key');
  if (!/^[\x21-\x7e]+$/.test(given)) throw invalid('api_key_malformed', 'An API key has visible ASCII characters only');
  return { url, key: given };
}

/** The file, for what can only be done to one. Throws `store_not_a_file`. */
export function fileOfStore(store: StoreAddress, what: string): string {
  if (store.kind === 'file') return store.file;
  throw invalid('store_not_a_file', `${what} works on a ledger file (sqlite:<file>), not on a log in KurrentDB`, {});
}

/** The file that a `sqlite:` address names. */
export function fileOf(url: string, what: string): string {
  const [, scheme, file] = /^(?:([a-z][a-z0-9+.-]+):)?(.*)$/s.exec(url)!;
  if (file === undefined || file === '' || (scheme !== undefined && scheme !== 'sqlite')) {
    throw invalid('store_url_unknown', `The ${what} is given as sqlite:<file>${what === 'store' ? ' or kurrentdb://<server>' : ''}; this command cannot read ${scheme ?? 'an empty address'}:`, {});
  }
  return file;
}
