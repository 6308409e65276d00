import { createPrivateKey, createPublicKey, generateKeyPairSync, hash, sign, verify, type KeyObject } from 'node:crypto';
import { invalid } from '@loyalty/kernel';
import type { Hash } from './hash';

/** What a checkpoint says: this log, at this size, had this root. */
export interface Checkpoint {
  /** Names the log: `<host or product>/<log id>`. */
  readonly origin: string;
  readonly size: number;
  readonly root: Hash;
  /** Further lines of the note; the first is the time of issue. */
  readonly extensions: readonly string[];
}

/** An Ed25519 key under the name that stands in signature lines. */
export interface SigningKey {
  readonly name: string;
  readonly privateKey: KeyObject;
}

export interface VerifyingKey {
  readonly name: string;
  readonly publicKey: KeyObject;
}

/** The text of a checkpoint: C2SP tlog-checkpoint. Throws `checkpoint_malformed` when a line could be read as another. */
export function checkpointBody({ origin, size, root, extensions }: Checkpoint): string {
  const whole = [origin, ...extensions].every((line) => LINE.test(line)) && Number.isSafeInteger(size) && size >= 0 && root.length === 32;
  if (!whole) throw malformed();
  return `${[origin, String(size), root.toString('base64'), ...extensions].join('\n')}\n`;
}

/** Signs a checkpoint as a C2SP signed note. */
export function signCheckpoint(checkpoint: Checkpoint, key: SigningKey): string {
  const body = checkpointBody(checkpoint);
  assertKeyName(key.name);
  const signature = Buffer.concat([keyId(key.name, createPublicKey(key.privateKey)), sign(null, Buffer.from(body), key.privateKey)]);
  return `${body}\n\u2014 ${key.name} ${signature.toString('base64')}\n`;
}

/** Reads a signed note; throws `checkpoint_malformed`, or `signature_invalid` when no signature line is by this key. */
export function openCheckpoint(note: string, key: VerifyingKey): Checkpoint {
  const [body, signatures] = splitNote(note);
  const id = keyId(key.name, key.publicKey);
  const good = signatures.some(({ name, bytes }) =>
    name === key.name && bytes.subarray(0, 4).equals(id) && verify(null, Buffer.from(body), key.publicKey, bytes.subarray(4)));
  if (!good) throw invalid('signature_invalid', `The checkpoint is not signed by ${key.name}`, { key: key.name });
  return parseBody(body);
}

/** Reads a note without asking who signed it. */
export function parseCheckpoint(note: string): Checkpoint {
  return parseBody(splitNote(note)[0]);
}

/** The key as C2SP signed notes write it: `<name>+<key id in hex>+<base64 of 0x01 and the 32 key bytes>`. */
export function encodeVerifyingKey({ name, publicKey }: VerifyingKey): string {
  return `${name}+${keyId(name, publicKey).toString('hex')}+${Buffer.concat([ED25519, rawPublicKey(publicKey)]).toString('base64')}`;
}

/** The reverse of `encodeVerifyingKey`; throws `key_malformed`. */
export function decodeVerifyingKey(text: string): VerifyingKey {
  const [, name = '', id = '', encoded = ''] = VERIFYING_KEY.exec(text.trim()) ?? [];
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) throw invalid('key_malformed', 'Not an Ed25519 verifying key', {});
  const publicKey = createPublicKey({ key: Buffer.concat([SPKI_PREFIX, bytes.subarray(1)]), format: 'der', type: 'spki' });
  if (keyId(name, publicKey).toString('hex') !== id) throw invalid('key_malformed', 'The key id does not belong to the key', { name });
  return { name, publicKey };
}

/** A fresh key and its PEM text, to be kept where only the issuer reads it. */
export function generateSigningKey(name: string): { key: SigningKey; pem: string } {
  assertKeyName(name);
  const { privateKey } = generateKeyPairSync('ed25519');
  return { key: { name, privateKey }, pem: privateKey.export({ format: 'pem', type: 'pkcs8' }) as string };
}

export function signingKeyFromPem(name: string, pem: string): SigningKey {
  return { name, privateKey: createPrivateKey(pem) };
}

export function verifyingKeyOf(key: SigningKey): VerifyingKey {
  return { name: key.name, publicKey: createPublicKey(key.privateKey) };
}

/** Signature lines that are looked at. */
const SIGNATURES_MAX = 100;
const ED25519 = Buffer.from([1]);
const SPKI_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');
const SIGNATURE_LINE = /^\u2014 ([^\s+]+) ([A-Za-z0-9+/=]+)$/;
const VERIFYING_KEY = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/=]+)$/;
const LINE = /^[^\u0000-\u001f]+$/;

function rawPublicKey(key: KeyObject): Buffer {
  return key.export({ format: 'der', type: 'spki' }).subarray(SPKI_PREFIX.length);
}

/** C2SP signed-note: the first four bytes of SHA-256 over the name, a newline, the algorithm byte and the key. */
function keyId(name: string, publicKey: KeyObject): Buffer {
  return hash('sha256', Buffer.concat([Buffer.from(`${name}\n`), ED25519, rawPublicKey(publicKey)]), 'buffer').subarray(0, 4);
}

/** C2SP signed-note: not empty, no Unicode spaces, no plus. Throws `key_name_invalid`. */
function assertKeyName(name: string): void {
  if (!/^[^\s+]+$/.test(name)) throw invalid('key_name_invalid', 'A key name has neither spaces nor a plus', { name });
}

function splitNote(note: string): [body: string, signatures: { name: string; bytes: Buffer }[]] {
  const end = note.lastIndexOf('\n\n');
  const lines = note.slice(end + 2).split('\n');
  if (end < 0 || lines.pop() !== '' || lines.length === 0 || lines.length > SIGNATURES_MAX) throw malformed();
  const parsed = lines.map((line) => SIGNATURE_LINE.exec(line));
  if (parsed.includes(null)) throw malformed();
  return [note.slice(0, end + 1), parsed.map((match) => ({ name: match![1]!, bytes: Buffer.from(match![2]!, 'base64') }))];
}

function parseBody(body: string): Checkpoint {
  const [origin = '', size = '', root = '', ...extensions] = body.split('\n').slice(0, -1);
  const checkpoint = { origin, size: Number(size), root: Buffer.from(root, 'base64'), extensions };
  if (checkpointBody(checkpoint) !== body) throw malformed();
  return checkpoint;
}

function malformed() {
  return invalid('checkpoint_malformed', 'Not a signed checkpoint', {});
}
