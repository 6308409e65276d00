import { hash } from 'node:crypto';
import { canonicalJson } from './canonical';

/** SHA-256 (FIPS 180-4) in 64 lower-case hex characters; text is hashed as UTF-8. */
export function sha256Hex(data: string | Uint8Array): string {
  return hash('sha256', data, 'hex');
}

/**
 * Tells whether two bodies are the same command: the first 32 hex characters (128 bits) of the SHA-256 of the canonical
 * JSON. Independent of the order of members. @throws validation `not_canonical`
 */
export function fingerprint(value: unknown): string {
  return sha256Hex(canonicalJson(value)).slice(0, 32);
}
