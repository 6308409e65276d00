import type { CodeFormat } from '@loyalty/contracts';
import type { BatchState } from '../../domain/batch/batch-state';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { CodePrinter } from '../../domain/codes/code-printer';
import { canonicalPrefix } from '../../domain/codes/code-space';

type Generated = NonNullable<BatchState['generated']>;

const printers = new WeakMap<CodeFormat, { readonly keys: CodeKeys; readonly printer: CodePrinter }>();

/** What writes the codes of a batch. @throws unavailable `code_key_missing` */
export function printerOf(keys: CodeKeys, { format, range }: Generated): CodePrinter {
  const known = printers.get(format);
  if (known?.keys === keys) return known.printer;
  const { prefix, charset, length } = format;
  const permutation = keys.permutationOf({ spaceId: range.spaceId, prefix: canonicalPrefix(prefix), charset, length, keyFingerprint: range.keyFingerprint });
  const printer = new CodePrinter(permutation, format);
  printers.set(format, { keys, printer });
  return printer;
}

/** The code of a serial of a generated batch, as it is printed. */
export function printedCode(keys: CodeKeys, { generated }: BatchState, serial: number): string {
  return printerOf(keys, generated!).one(generated!.range.first + serial - 1);
}
