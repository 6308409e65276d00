import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { DomainError, sha256Hex } from '@loyalty/kernel';
import { SIGNS } from './charset';
import { Permutation } from './permutation';
import type { CodeSpace } from './code-space';

/** Bytes of a master key. */
export const MASTER_KEY_BYTES = 32;
const SPACE_KEY_BYTES = 16;

interface MasterKey {
  readonly fingerprint: string;
  readonly bytes: Uint8Array;
  readonly permutations: Map<string, Permutation>;
}

/** A pair for Ed25519, whose public half lets a till verify without asking anybody. */
export interface SigningKey {
  /** The fingerprint of the master key that it follows from. */
  readonly keyId: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
}

/** DER before the 32 bytes of a private key of Ed25519 (RFC 8410, PKCS 8). */
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * The secrets that codes are made with. They are in no log: that has their fingerprints. Several, so that a new one can be
 * taken up; codes of before need the one that they were made with.
 */
export class CodeKeys {
  private readonly keys: ReadonlyMap<string, MasterKey>;
  private readonly signing = new Map<string, SigningKey>();

  /** The newest last; it is the one that new code spaces are made with. */
  constructor(masters: readonly Uint8Array[]) {
    this.keys = new Map(masters.map((bytes) => [fingerprintOf(bytes), { fingerprint: fingerprintOf(bytes), bytes, permutations: new Map() }]));
  }

  /** Of the newest key. */
  get newest(): string {
    return [...this.keys.keys()].at(-1)!;
  }

  get fingerprints(): readonly string[] {
    return [...this.keys.keys()];
  }

  /** How a space's numbers become texts. @throws unavailable `code_key_missing` */
  permutationOf({ spaceId, charset, length, keyFingerprint }: CodeSpace): Permutation {
    const { bytes, permutations } = this.master(keyFingerprint);
    let permutation = permutations.get(spaceId);
    if (permutation === undefined) {
      permutation = new Permutation(derived(bytes, `codes ${spaceId}`, SPACE_KEY_BYTES), SIGNS[charset].length, length);
      permutations.set(spaceId, permutation);
    }
    return permutation;
  }

  /**
   * The pair that payloads are signed with; that of the newest key when none is named. @throws unavailable
   * `code_key_missing`
   */
  signingKey(keyId = this.newest): SigningKey {
    let pair = this.signing.get(keyId);
    if (pair === undefined) {
      const seed = derived(this.master(keyId).bytes, 'payloads', 32);
      const privateKey = createPrivateKey({ key: Buffer.concat([PKCS8_ED25519, seed]), format: 'der', type: 'pkcs8' });
      pair = { keyId, privateKey, publicKey: createPublicKey(privateKey) };
      this.signing.set(keyId, pair);
    }
    return pair;
  }

  private master(fingerprint: string): MasterKey {
    const key = this.keys.get(fingerprint);
    if (key === undefined) throw new DomainError('unavailable', 'code_key_missing', `The key ${fingerprint} that these codes are made with is not here`, { keyFingerprint: fingerprint });
    return key;
  }
}

/** 16 hex characters that tell a key from others and give nothing of it away. */
export function fingerprintOf(master: Uint8Array): string {
  return sha256Hex(derived(master, 'fingerprint', 32)).slice(0, 16);
}

/** HKDF (RFC 5869) with SHA-256: a key of its own for each purpose. */
function derived(master: Uint8Array, purpose: string, bytes: number): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, new Uint8Array(), `loyalty coupons 1 ${purpose}`, bytes));
}
