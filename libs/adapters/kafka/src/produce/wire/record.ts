import type { Message } from 'kafkajs';
import type { ByteWriter } from './byte-writer';

/** A record of a batch of version 2. Its time is the batch's. */
export function writeRecord(out: ByteWriter, { key, value, headers = {} }: Message, offsetDelta: number): void {
  const begun = out.begin();
  // Attributes that nobody uses, and the time since the batch's first record: none.
  out.int8(0);
  out.int8(0);
  out.varint(offsetDelta);
  out.sized(key);
  out.sized(value);
  const names = Object.keys(headers);
  out.varint(names.reduce((count, name) => count + (Array.isArray(headers[name]) ? headers[name].length : 1), 0));
  for (const name of names) {
    const values = headers[name];
    for (const each of Array.isArray(values) ? values : [values]) {
      out.sized(name);
      out.sized(each);
    }
  }
  out.finish(begun);
}
