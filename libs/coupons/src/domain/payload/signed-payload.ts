import { createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { instantFromMs, instantToMs, invalid, type Instant } from '@loyalty/kernel';
import type { SigningKey } from '../codes/code-keys';

/** What a payload says. Its times are whole seconds: half-open [notBefore, expires). */
export interface CodePayload {
  readonly code: string;
  readonly campaignId: string;
  readonly notBefore: Instant;
  readonly expires: Instant;
}

/** A public key as `GET /v1/coupons/keys` gives it (RFC 8037). */
export interface PublicKey {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
  readonly alg: 'EdDSA';
}

const VERSION = 'LC1';
const TEXT = /^LC1\.([A-Za-z0-9_-]{20,600})\.([A-Za-z0-9_-]{85}[AQgw])$/;

/** `LC1.<payload>.<signature>`, both in base64url; the Ed25519 signature is over the text before it. Some 200 characters. */
export function signPayload({ code, campaignId, notBefore, expires }: CodePayload, { keyId, privateKey }: SigningKey): string {
  const payload = JSON.stringify({ c: code, g: campaignId, n: seconds(notBefore), e: seconds(expires), k: keyId });
  const text = `${VERSION}.${Buffer.from(payload, 'utf8').toString('base64url')}`;
  return `${text}.${sign(null, Buffer.from(text), privateKey).toString('base64url')}`;
}

/**
 * What a signed text says, with nothing but the public keys: no service is asked. Whether the code was used meanwhile,
 * only the service knows.
 * @throws validation `payload_malformed`, `payload_key_unknown`, `payload_signature`, `payload_not_yet`,
 * `payload_expired`
 */
export function verifyPayload(text: string, publicKeys: readonly PublicKey[], at: Instant): CodePayload {
  const [, payload = '', signature = ''] = TEXT.exec(text) ?? [];
  const said = read(payload);
  const jwk = publicKeys.find(({ kid }) => kid === said.k);
  if (jwk === undefined) throw invalid('payload_key_unknown', 'It is signed with a key that is not among these', { keyId: said.k });
  if (!verify(null, Buffer.from(`${VERSION}.${payload}`), keyOf(jwk), Buffer.from(signature, 'base64url'))) throw invalid('payload_signature', 'The signature is not that of this payload', {});
  const { c: code, g: campaignId, n, e } = said;
  const told: CodePayload = { code, campaignId, notBefore: instantFromMs(n * 1_000), expires: instantFromMs(e * 1_000) };
  if (at < told.notBefore) throw invalid('payload_not_yet', 'It does not count yet', { notBefore: told.notBefore });
  if (at >= told.expires) throw invalid('payload_expired', 'It does not count any more', { expires: told.expires });
  return told;
}

/** The public half, to be given to tills. */
export function publicKeyOf({ keyId, publicKey }: SigningKey): PublicKey {
  return { kty: 'OKP', crv: 'Ed25519', x: publicKey.export({ format: 'jwk' }).x!, kid: keyId, use: 'sig', alg: 'EdDSA' };
}

interface Said {
  readonly c: string;
  readonly g: string;
  readonly n: number;
  readonly e: number;
  readonly k: string;
}

/** Only what `signPayload` writes, to the character: two texts never say the same. @throws validation `payload_malformed` */
function read(payload: string): Said {
  const said = parsed(Buffer.from(payload, 'base64url').toString('utf8'));
  if (said === undefined) throw malformed();
  const { c, g, n, e, k } = said as Record<keyof Said, unknown>;
  if (typeof c !== 'string' || typeof g !== 'string' || typeof k !== 'string' || !isSeconds(n) || !isSeconds(e)) throw malformed();
  if (Buffer.from(JSON.stringify({ c, g, n, e, k }), 'utf8').toString('base64url') !== payload) throw malformed();
  return { c, g, n, e, k };
}

function parsed(json: string): object | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined; // answered as malformed
  }
}

const LAST_SECOND = 253_402_300_799;

function isSeconds(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) >= 0 && (value as number) <= LAST_SECOND;
}

function seconds(at: Instant): number {
  return Math.floor(instantToMs(at) / 1_000);
}

function keyOf({ kty, crv, x }: PublicKey): KeyObject {
  return createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
}

function malformed() {
  return invalid('payload_malformed', 'This is no signed coupon', {});
}
