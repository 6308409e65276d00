import { invalid } from '@loyalty/kernel';

/** Where a server is, and which of the logs on it is meant. */
export interface ServerAddress {
  /** As the client takes it. */
  readonly url: string;
  /** Goes before the name of every stream of the log: empty, or `<log>/`. */
  readonly prefix: string;
}

const LOG_NAME = /^[A-Za-z0-9_.]{1,64}$/;

/**
 * `kurrentdb://host:2113?tls=false&log=points`: all that the client knows, and `log`, the name of one of several logs on a
 * server. Throws `event_store_url_invalid`; the address may hold a password and is not repeated.
 */
export function serverAddress(text: string): ServerAddress {
  const [server = '', query = ''] = text.split('?', 2);
  const options = query.split('&').filter((option) => option !== '');
  const names = options.filter((option) => option.startsWith('log=')).map((option) => option.slice('log='.length));
  if (names.length > 1 || !names.every((name) => LOG_NAME.test(name))) throw addressInvalid('the name of a log has 1 to 64 of A-Z a-z 0-9 _ .');
  const others = options.filter((option) => !option.startsWith('log='));
  return { url: others.length === 0 ? server : `${server}?${others.join('&')}`, prefix: names.length === 0 ? '' : `${names[0]}/` };
}

export function addressInvalid(why: string): Error {
  return invalid('event_store_url_invalid', `EVENT_STORE_URL is no address of a KurrentDB log (kurrentdb://host:2113?tls=false): ${why}`, {});
}
