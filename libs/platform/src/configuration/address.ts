/** Where a part of the world is: `sqlite:./data/ledger.db`, `kafka://a:9092,b:9092`. The scheme names the adapter. */
export interface Address {
  readonly scheme: string;
  /** All of it. May hold a password: never to be logged or put into an error. */
  readonly url: string;
  /** What follows the scheme and its colon; for a file, its path. */
  readonly rest: string;
}

const ADDRESS = /^([a-z][a-z0-9+.-]*):(.*)$/s;

/** The address, or undefined when the text has no scheme. */
export function parseAddress(text: string): Address | undefined {
  const match = ADDRESS.exec(text);
  return match === null ? undefined : { scheme: match[1]!, url: text, rest: match[2]! };
}
