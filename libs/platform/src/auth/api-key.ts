import { sha256Hex, type Instant, type Random } from '@loyalty/kernel';

/** Who may do what: operators everything that changes money, support what helps a member, auditors read, services what machines need. */
export const ROLES = ['operator', 'support', 'auditor', 'service'] as const;
export type Role = (typeof ROLES)[number];

/** What is kept of a key. The key itself is nowhere: it is shown once, when it is made. */
export interface ApiKeyRecord {
  /** Also the actor that commands are recorded under. At most 40 characters, so that a command id fits the log. */
  readonly id: string;
  /** What a person calls it. */
  readonly name: string;
  readonly roles: readonly Role[];
  /** SHA-256 of the key in hex. A key has 256 random bits, so no salt and no slow hash is needed. */
  readonly sha256: string;
  readonly createdAt: Instant;
  /** From this moment on the key is refused. */
  readonly expiresAt?: Instant;
}

/** `loyalty_` lets scanners for leaked secrets know one when they see it. */
const PREFIX = 'loyalty_';

/** A new key, 51 characters of `A-Za-z0-9_-`, and a new id. */
export function newApiKey(random: Random): { key: string; id: string } {
  return {
    key: PREFIX + Buffer.from(random.bytes(32)).toString('base64url'),
    id: `key-${Buffer.from(random.bytes(6)).toString('hex')}`,
  };
}

export function hashApiKey(key: string): string {
  return sha256Hex(key);
}
