/**
 * The bucket of a text, from 0: FNV-1a over its UTF-16 units, mixed once more so that short texts spread as well. It is part
 * of what is stored; another hash would not find what was put where this one said.
 */
export function bucketOf(text: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) % buckets;
}

/** A map as plain data in buckets, so that a new one with one entry more shares nearly all of the old one. */
export type Bucketed<Value> = Readonly<Record<string, Readonly<Record<string, Value>>>>;

const BUCKETS = 256;

export function found<Value>(map: Bucketed<Value>, key: string): Value | undefined {
  const bucket = map[bucketOf(key, BUCKETS)];
  return bucket !== undefined && Object.hasOwn(bucket, key) ? bucket[key] : undefined;
}

/** The map with these entries changed; undefined takes one out. */
export function changed<Value>(map: Bucketed<Value>, entries: readonly (readonly [key: string, value: Value | undefined])[]): Bucketed<Value> {
  const fresh = new Map<number, Record<string, Value>>();
  for (const [key, value] of entries) {
    const number = bucketOf(key, BUCKETS);
    const bucket = fresh.get(number) ?? { ...map[number] };
    fresh.set(number, bucket);
    if (value === undefined) delete bucket[key];
    else Object.defineProperty(bucket, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return { ...map, ...Object.fromEntries(fresh) };
}
