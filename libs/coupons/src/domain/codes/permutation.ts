import { createCipheriv } from 'node:crypto';
import { encryptBlock, expandedKey } from './aes-block';

/** As many as FF1 of NIST SP 800-38G has. */
const ROUNDS = 10;
const WORDS_PER_BLOCK = 4;
/** What the upper half of a number of 64 bits counts. */
const HIGH = 4_294_967_296;

/** Two halves of a number: as values, each below the size of its half. */
export interface Halves {
  readonly left: Float64Array;
  readonly right: Float64Array;
}

/**
 * A keyed permutation of the texts of `length` signs out of `base`: a Feistel network over the two halves of the text, as
 * FF1 has it, with additions modulo the sizes of the halves. So it is exactly one to one on the space, and no walk is
 * needed. The round function is AES-128 of the round and the other half. Many numbers go together through the machine's
 * cipher, of which one call costs as much as a hundred blocks; a single one is taken apart without it.
 */
export class Permutation {
  readonly leftSize: number;
  readonly rightSize: number;
  private readonly cipher;
  private readonly keys: Uint32Array;
  private readonly block = new Uint32Array(WORDS_PER_BLOCK);

  /** `key`: 16 bytes. Halves of at most 2^40, so that sums with 52 random bits are exact. */
  constructor(key: Uint8Array, readonly base: number, readonly length: number) {
    const left = Math.floor(length / 2);
    this.leftSize = base ** left;
    this.rightSize = base ** (length - left);
    this.cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    this.keys = expandedKey(key);
  }

  /** Permutes the numbers [first, first + halves.left.length), leaving what they become in the halves. */
  forward(first: number, halves: Halves): void {
    const { left, right } = halves;
    for (let i = 0; i < left.length; i += 1) {
      const number = first + i;
      left[i] = Math.floor(number / this.rightSize);
      right[i] = number - left[i]! * this.rightSize;
    }
    const blocks = new Uint32Array(left.length * WORDS_PER_BLOCK);
    for (let round = 0; round < ROUNDS; round += 2) {
      this.round(round, right, left, this.leftSize, blocks);
      this.round(round + 1, left, right, this.rightSize, blocks);
    }
  }

  /** The number that became these halves; undefined when it is above what a number can count, and so was never given out. */
  backward(left: number, right: number): number | undefined {
    const { leftSize, rightSize } = this;
    for (let round = ROUNDS - 2; round >= 0; round -= 2) {
      right = moved(right, -shareOf(this.chance(round + 1, left), rightSize), rightSize);
      left = moved(left, -shareOf(this.chance(round, right), leftSize), leftSize);
    }
    const number = left * rightSize + right;
    return Number.isSafeInteger(number) ? number : undefined;
  }

  /** 52 bits for a round and a half: the same as `round` draws for many. */
  private chance(round: number, value: number): number {
    const { block } = this;
    block[0] = swapped(round);
    block[1] = swapped(value | 0);
    block[2] = swapped(value / HIGH);
    block[3] = 0;
    encryptBlock(this.keys, block);
    return (swapped(block[1]!) & 0xfffff) * HIGH + (swapped(block[0]!) >>> 0);
  }

  /** One round of many numbers. */
  private round(round: number, from: Float64Array, to: Float64Array, size: number, blocks: Uint32Array): void {
    for (let i = 0, word = 0; i < from.length; i += 1, word += WORDS_PER_BLOCK) {
      const value = from[i]!;
      blocks[word] = round;
      blocks[word + 1] = value | 0;
      blocks[word + 2] = value / HIGH;
    }
    const bytes = this.cipher.update(new Uint8Array(blocks.buffer));
    const drawn = new Uint32Array(bytes.buffer, bytes.byteOffset, blocks.length);
    for (let i = 0, word = 0; i < to.length; i += 1, word += WORDS_PER_BLOCK) {
      to[i] = moved(to[i]!, shareOf((drawn[word + 1]! & 0xfffff) * HIGH + drawn[word]!, size), size);
    }
  }
}

/** Exact: both are below 2^52. */
function shareOf(chance: number, size: number): number {
  return chance - Math.floor(chance / size) * size;
}

function moved(half: number, by: number, size: number): number {
  const sum = half + by;
  return sum >= size ? sum - size : sum < 0 ? sum + size : sum;
}

/** The four bytes the other way round: blocks are little-endian, the cipher's words big-endian. */
function swapped(word: number): number {
  return (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
}
