import { hash } from 'node:crypto';

/** A SHA-256 value: 32 bytes. */
export type Hash = Buffer;

/** RFC 6962 section 2.1: the hash of a leaf is SHA-256 over a zero byte and the leaf's bytes; here, an event's line. */
export function leafHash(line: string): Hash {
  return hash('sha256', `\u0000${line}`, 'buffer');
}

const pair = Buffer.alloc(65);
pair[0] = 1;

/** RFC 6962 section 2.1: the hash of an inner node is SHA-256 over a one byte and the hashes of its two children. */
export function nodeHash(left: Hash, right: Hash): Hash {
  pair.set(left, 1);
  pair.set(right, 33);
  return hash('sha256', pair, 'buffer');
}

/** RFC 6962 section 2.1: the root of the empty tree. */
export const EMPTY_ROOT: Hash = hash('sha256', '', 'buffer');
