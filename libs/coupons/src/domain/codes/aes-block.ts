/**
 * AES-128 (FIPS 197) of one block at a time, without leaving JavaScript: a call of the machine's own cipher costs as much as a
 * hundred blocks, and to find one code takes ten, one after the other. Tables are of four bytes a step, as usual in software.
 */
const SBOX = new Uint8Array(256);
const TABLES = [0, 8, 16, 24].map(() => new Uint32Array(256)) as [Uint32Array, Uint32Array, Uint32Array, Uint32Array];
const ROUNDS = 10;
const WORDS = 4 * (ROUNDS + 1);

const doubled = (x: number) => ((x << 1) ^ (x & 0x80 ? 0x11b : 0)) & 0xff;
const rotated8 = (x: number, bits: number) => ((x << bits) | (x >>> (8 - bits))) & 0xff;

// p runs through all powers of 3 and q through those of its inverse, so that q is always the inverse of p.
for (let p = 1, q = 1, first = true; first || p !== 1; first = false) {
  p ^= doubled(p);
  q ^= q << 1;
  q ^= q << 2;
  q ^= q << 4;
  q = (q ^ (q & 0x80 ? 0x09 : 0)) & 0xff;
  SBOX[p] = q ^ rotated8(q, 1) ^ rotated8(q, 2) ^ rotated8(q, 3) ^ rotated8(q, 4) ^ 0x63;
}
SBOX[0] = 0x63;
for (let x = 0; x < 256; x += 1) {
  const s = SBOX[x]!;
  const word = (doubled(s) << 24) | (s << 16) | (s << 8) | (s ^ doubled(s));
  TABLES.forEach((table, i) => (table[x] = i === 0 ? word : (word >>> (8 * i)) | (word << (32 - 8 * i))));
}

/** The words of all rounds' keys, from a key of 16 bytes. */
export function expandedKey(key: Uint8Array): Uint32Array {
  const words = new Uint32Array(WORDS);
  const bytes = new DataView(key.buffer, key.byteOffset, 16);
  for (let i = 0; i < 4; i += 1) words[i] = bytes.getUint32(4 * i);
  for (let i = 4, constant = 1; i < WORDS; i += 1) {
    let word = words[i - 1]!;
    if (i % 4 === 0) {
      word = substituted((word << 8) | (word >>> 24)) ^ (constant << 24);
      constant = doubled(constant);
    }
    words[i] = words[i - 4]! ^ word;
  }
  return words;
}

/** Encrypts the four words, each of four bytes with the first on top, in their place. */
export function encryptBlock(keys: Uint32Array, block: Uint32Array): void {
  const [t0, t1, t2, t3] = TABLES;
  let a = block[0]! ^ keys[0]!, b = block[1]! ^ keys[1]!, c = block[2]! ^ keys[2]!, d = block[3]! ^ keys[3]!;
  for (let k = 4; k < WORDS - 4; k += 4) {
    const e = t0[a >>> 24]! ^ t1[(b >>> 16) & 0xff]! ^ t2[(c >>> 8) & 0xff]! ^ t3[d & 0xff]! ^ keys[k]!;
    const f = t0[b >>> 24]! ^ t1[(c >>> 16) & 0xff]! ^ t2[(d >>> 8) & 0xff]! ^ t3[a & 0xff]! ^ keys[k + 1]!;
    const g = t0[c >>> 24]! ^ t1[(d >>> 16) & 0xff]! ^ t2[(a >>> 8) & 0xff]! ^ t3[b & 0xff]! ^ keys[k + 2]!;
    d = t0[d >>> 24]! ^ t1[(a >>> 16) & 0xff]! ^ t2[(b >>> 8) & 0xff]! ^ t3[c & 0xff]! ^ keys[k + 3]!;
    a = e;
    b = f;
    c = g;
  }
  block[0] = lastStep(a, b, c, d) ^ keys[WORDS - 4]!;
  block[1] = lastStep(b, c, d, a) ^ keys[WORDS - 3]!;
  block[2] = lastStep(c, d, a, b) ^ keys[WORDS - 2]!;
  block[3] = lastStep(d, a, b, c) ^ keys[WORDS - 1]!;
}

function lastStep(a: number, b: number, c: number, d: number): number {
  return (SBOX[a >>> 24]! << 24) | (SBOX[(b >>> 16) & 0xff]! << 16) | (SBOX[(c >>> 8) & 0xff]! << 8) | SBOX[d & 0xff]!;
}

function substituted(word: number): number {
  return lastStep(word, word, word, word);
}
