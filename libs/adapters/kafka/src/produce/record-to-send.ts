/** A record on its way into a topic. Its key is not optional: without one, order is lost. */
export interface RecordToSend {
  readonly topic: string;
  readonly key: string | Buffer;
  readonly value: string | Buffer | null;
  readonly headers: Readonly<Record<string, string | Buffer>>;
  /** By the key when left out. */
  readonly partition?: number;
}

/** About what the record takes on the wire. */
export function sizeOf({ key, value, headers }: RecordToSend): number {
  let size = 32 + key.length + (value?.length ?? 0);
  for (const name in headers) size += name.length + headers[name]!.length + 4;
  return size;
}
