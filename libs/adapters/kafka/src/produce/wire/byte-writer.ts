const FIRST_BYTES = 64 * 1024;
/** A varint of 32 bits takes five bytes at most. */
const VARINT_MAX = 5;
/** What the length of nearly every record takes: one of 64 to 8,191 bytes. */
const VARINT_USUAL = 2;
/** Texts up to here are written letter by letter: cheaper than a call out of JavaScript. */
const SHORT = 48;

/** Bytes one behind the other, as Kafka's protocol has them: big endian, and variable-length integers in zigzag. */
export class ByteWriter {
  private bytes = Buffer.allocUnsafe(FIRST_BYTES);
  private end = 0;

  /** Bytes written so far: where the next goes. */
  get size(): number {
    return this.end;
  }

  /** All that was written, and nothing behind it. What is written later may show in it. */
  get written(): Buffer {
    return this.bytes.subarray(0, this.end);
  }

  int8(value: number): void {
    this.end = this.room(1).writeInt8(value, this.end);
  }

  int16(value: number): void {
    this.end = this.room(2).writeInt16BE(value, this.end);
  }

  int32(value: number): void {
    this.end = this.room(4).writeInt32BE(value, this.end);
  }

  int64(value: bigint): void {
    this.end = this.room(8).writeBigInt64BE(value, this.end);
  }

  /** Leaves four bytes for what is known only later. Answers where they are. */
  later(): number {
    this.int32(0);
    return this.end - 4;
  }

  int32At(place: number, value: number): void {
    this.bytes.writeInt32BE(value | 0, place);
  }

  varint(value: number): void {
    const bytes = this.room(VARINT_MAX);
    let left = ((value << 1) ^ (value >> 31)) >>> 0;
    while (left > 0x7f) {
      bytes[this.end++] = (left & 0x7f) | 0x80;
      left >>>= 7;
    }
    bytes[this.end++] = left;
  }

  /** With its length in two bytes in front; null has the length -1. */
  string(value: string | null): void {
    if (value === null) return this.int16(-1);
    const length = Buffer.byteLength(value);
    this.int16(length);
    this.text(value, length);
  }

  /** With its length as a varint in front; what is not there has the length -1. */
  sized(value: string | Buffer | null | undefined): void {
    if (value === null || value === undefined) return this.varint(-1);
    if (typeof value === 'string') {
      if (value.length <= SHORT && this.shortAscii(value)) return;
      const length = Buffer.byteLength(value);
      this.varint(length);
      this.text(value, length);
    } else {
      this.varint(value.length);
      this.room(value.length).set(value, this.end);
      this.end += value.length;
    }
  }

  /** Begins a part that has its length as a varint in front. Answers where, for `finish`. */
  begin(): number {
    this.room(VARINT_MAX);
    return (this.end += VARINT_USUAL);
  }

  finish(begun: number): void {
    const length = this.end - begun;
    const shift = varintSize(length) - VARINT_USUAL;
    if (shift !== 0) this.room(VARINT_MAX).copyWithin(begun + shift, begun, this.end);
    this.end = begun - VARINT_USUAL;
    this.varint(length);
    this.end += length;
  }

  /** False, with nothing written, when there is a letter beyond ASCII. */
  private shortAscii(value: string): boolean {
    const bytes = this.room(1 + SHORT);
    for (let i = 0; i < value.length; i += 1) {
      const code = value.charCodeAt(i);
      if (code > 0x7f) return false;
      bytes[this.end + 1 + i] = code;
    }
    bytes[this.end] = value.length * 2;
    this.end += 1 + value.length;
    return true;
  }

  private text(value: string, length: number): void {
    this.room(length).write(value, this.end, length, 'utf8');
    this.end += length;
  }

  /** The buffer, with so many bytes free behind the end. */
  private room(bytes: number): Buffer {
    if (this.end + bytes > this.bytes.length) {
      const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.end + bytes));
      larger.set(this.written);
      this.bytes = larger;
    }
    return this.bytes;
  }
}

/** Bytes that `ByteWriter.varint` takes for a value. */
function varintSize(value: number): number {
  const left = ((value << 1) ^ (value >> 31)) >>> 0;
  return left < 0x80 ? 1 : left < 0x4000 ? 2 : left < 0x20_0000 ? 3 : left < 0x1000_0000 ? 4 : 5;
}
