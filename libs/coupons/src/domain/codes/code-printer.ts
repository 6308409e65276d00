import type { CodeFormat } from '@loyalty/contracts';
import { SIGNS } from './charset';
import { CHECKS, startBehind, type Check } from './check-character';
import { canonicalPrefix } from './code-space';
import type { Halves, Permutation } from './permutation';

const HYPHEN = '-'.charCodeAt(0);
const NEW_LINE = '\n'.charCodeAt(0);
const COMMA = ','.charCodeAt(0);

/** Writes codes of one batch as ASCII: what is alike in all of them stands in a template, the rest is filled in. */
export class CodePrinter {
  private readonly template: Uint8Array;
  /** Where in the template each drawn character stands, and last the check character. */
  private readonly places: readonly number[];
  private readonly signs: Uint8Array;
  private readonly check: Check;
  private readonly start: number;

  constructor(private readonly permutation: Permutation, format: CodeFormat) {
    const { prefix, charset, length, groupOf } = format;
    const text: number[] = [...Buffer.from(prefix, 'latin1')];
    const places: number[] = [];
    for (let i = 0; i <= length; i += 1) {
      if (groupOf > 0 && i % groupOf === 0 && text.length > 0) text.push(HYPHEN);
      places.push(text.length);
      text.push(0);
    }
    this.template = Uint8Array.from(text);
    this.places = places;
    this.signs = Buffer.from(SIGNS[charset], 'latin1');
    this.check = CHECKS[charset];
    this.start = startBehind(canonicalPrefix(prefix), charset);
  }

  /** The code of one number of the space. */
  one(number: number): string {
    const bytes = this.template.slice();
    const halves = empty(1);
    this.permutation.forward(number, halves);
    this.fill(bytes, 0, halves.left[0]!, halves.right[0]!);
    return Buffer.from(bytes.buffer).toString('latin1');
  }

  /** Lines `<serial>,<code>` of `count` codes, the first of them that of the number `first`, with the serial `serial`. */
  lines(first: number, serial: number, count: number): Uint8Array {
    const halves = empty(count);
    this.permutation.forward(first, halves);
    const { template } = this;
    const bytes = new Uint8Array(count * (template.length + 2 + String(serial + count).length));
    let at = 0;
    for (let i = 0; i < count; i += 1) {
      at = writeNumber(bytes, at, serial + i);
      bytes[at] = COMMA;
      at += 1;
      bytes.set(template, at);
      this.fill(bytes, at, halves.left[i]!, halves.right[i]!);
      at += template.length;
      bytes[at] = NEW_LINE;
      at += 1;
    }
    return bytes.subarray(0, at);
  }

  private fill(bytes: Uint8Array, at: number, left: number, right: number): void {
    const { places, signs, check: { step, closing, order } } = this;
    const drawn = places.length - 1;
    const middle = Math.floor(drawn / 2);
    putSigns(bytes, at, places, signs, 0, middle, left);
    putSigns(bytes, at, places, signs, middle, drawn, right);
    let check = this.start;
    for (let i = 0; i < drawn; i += 1) {
      const place = at + places[i]!;
      const value = bytes[place]!;
      check = step[check * order + value]!;
      bytes[place] = signs[value]!;
    }
    bytes[at + places[drawn]!] = signs[closing[check]!]!;
  }
}

/** Above this a number is taken apart in two steps, so that most of the work is done on small integers. */
const SMALL = 2 ** 30;

/** Leaves the values of a half's signs in their places, the last one first. */
function putSigns(bytes: Uint8Array, at: number, places: readonly number[], signs: Uint8Array, from: number, to: number, half: number): void {
  const base = signs.length;
  let rest = half;
  let i = to - 1;
  for (; i >= from && rest >= SMALL; i -= 1) {
    const next = Math.floor(rest / base);
    bytes[at + places[i]!] = rest - next * base;
    rest = next;
  }
  let small = rest | 0;
  for (; i >= from; i -= 1) {
    const next = (small / base) | 0;
    bytes[at + places[i]!] = small - next * base;
    small = next;
  }
}

function writeNumber(bytes: Uint8Array, at: number, number: number): number {
  const text = String(number);
  for (let i = 0; i < text.length; i += 1) bytes[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function empty(count: number): Halves {
  return { left: new Float64Array(count), right: new Float64Array(count) };
}
