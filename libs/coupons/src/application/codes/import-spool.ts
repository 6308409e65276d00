import { createHash } from 'node:crypto';
import { IMPORT_LINES_MAX, IMPORT_LINES_TOLD, SHELVES, type CodeShape } from '@loyalty/contracts';
import { invalid } from '@loyalty/kernel';
import { canonicalCode } from '../../domain/codes/canonical-code';
import { shapesOf } from '../../domain/codes/code-shapes';
import { shelfNumber } from '../../domain/codes/shelf';

/** What a line of a file is not taken for. */
export interface LineTold {
  /** From 1. */
  readonly line: number;
  readonly problem: 'malformed' | 'duplicate' | 'taken';
}

/** Codes of one shelf with the lines that they stood on. */
export interface Shelved {
  readonly shelf: number;
  readonly codes: readonly string[];
  readonly lines: readonly number[];
}

/** A longer line is no code; only its beginning is kept. */
const LINE_LENGTH_MAX = 1_000;

/** A file of foreign codes, read once and sorted by shelf; at most a million codes, some 60 MB. */
export class ImportSpool {
  private readonly codes: string[][] = Array.from({ length: SHELVES }, () => []);
  private readonly lines: number[][] = Array.from({ length: SHELVES }, () => []);
  private readonly hash = createHash('sha256');
  readonly told: LineTold[] = [];
  lineCount = 0;
  malformed = 0;

  /** Reads to the end. @throws validation `too_many_lines`, `not_utf8` */
  static async of(file: AsyncIterable<Uint8Array>): Promise<ImportSpool> {
    const spool = new ImportSpool();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let rest = '';
    for await (const bytes of file) {
      spool.hash.update(bytes);
      rest = spool.addLines(rest + decoded(decoder, bytes));
    }
    rest += decoded(decoder);
    if (rest !== '') spool.addLine(rest);
    return spool;
  }

  /** SHA-256 of the file, in hex. To be asked once. */
  digest(): string {
    return this.hash.digest('hex');
  }

  shapes(): readonly CodeShape[] {
    return shapesOf(this.all());
  }

  /** Shelves in order, those without a code left out, in groups of at most so many shelves and codes. */
  *groups(shelvesMax: number, codesMax: number): Generator<readonly Shelved[]> {
    let group: Shelved[] = [];
    let count = 0;
    for (let shelf = 0; shelf < SHELVES; shelf += 1) {
      const codes = this.codes[shelf]!;
      if (codes.length === 0) continue;
      if (group.length === shelvesMax || (group.length > 0 && count + codes.length > codesMax)) {
        yield group;
        group = [];
        count = 0;
      }
      group.push({ shelf, codes, lines: this.lines[shelf]! });
      count += codes.length;
    }
    if (group.length > 0) yield group;
  }

  private *all(): Generator<string> {
    for (const codes of this.codes) yield* codes;
  }

  /** Takes whole lines and gives back what is left. */
  private addLines(text: string): string {
    let from = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      this.addLine(text.slice(from, end));
      from = end + 1;
    }
    return text.slice(from, from + LINE_LENGTH_MAX);
  }

  private addLine(line: string): void {
    this.lineCount += 1;
    if (this.lineCount > IMPORT_LINES_MAX) throw invalid('too_many_lines', `A file has at most ${IMPORT_LINES_MAX} lines`, { limit: IMPORT_LINES_MAX });
    const field = firstField(line);
    if (field === '' || (this.lineCount === 1 && HEAD.test(field))) return;
    const code = canonicalCode(field);
    if (code === undefined) {
      this.malformed += 1;
      if (this.told.length < IMPORT_LINES_TOLD) this.told.push({ line: this.lineCount, problem: 'malformed' });
      return;
    }
    const shelf = shelfNumber(code);
    this.codes[shelf]!.push(code);
    this.lines[shelf]!.push(this.lineCount);
  }
}

/** What a first line says that is no code. */
const HEAD = /^(?:code|codes|coupon|coupon_code|voucher)$/i;

/** The code on a line: up to the first comma or semicolon, without quotes and what surrounds it. */
function firstField(line: string): string {
  const end = line.search(/[,;\t]/);
  const field = (end < 0 ? line : line.slice(0, end)).trim();
  return field.startsWith('"') && field.endsWith('"') ? field.slice(1, -1).trim() : field;
}

/** @throws validation `not_utf8` */
function decoded(decoder: TextDecoder, bytes?: Uint8Array): string {
  try {
    return bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true });
  } catch {
    throw invalid('not_utf8', 'The file is not UTF-8', {});
  }
}
