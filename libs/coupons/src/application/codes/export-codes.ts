import { setImmediate as nextTurn } from 'node:timers/promises';
import { invalid, rejected } from '@loyalty/kernel';
import type { Ledger } from '@loyalty/ledger';
import { batchStream, knownBatch } from '../../domain/batch/batch';
import type { CodeKeys } from '../../domain/codes/code-keys';
import { printerOf } from './printed-code';

/** Codes that are made in one go: two milliseconds of work, some 100 KB of text. */
const CODES_AT_ONCE = 4_096;

/**
 * The codes of a generated batch as CSV, with a head line, from a serial on: whoever was cut off goes on behind the last
 * whole line. Pieces are made when they are asked for, and other work gets its turn between two of them.
 * @throws not_found `batch_unknown`; state `batch_not_generated`; validation `serial_invalid`; unavailable
 * `code_key_missing`
 */
export async function exportCodes(ledger: Ledger, keys: CodeKeys, batchId: string, from = 1): Promise<AsyncGenerator<Uint8Array>> {
  const { state } = await ledger.peek(batchStream(batchId));
  knownBatch(state);
  const { generated } = state;
  if (generated === undefined) throw rejected('batch_not_generated', 'Codes of this batch were imported: whoever made them has the list', { batchId });
  const { first, size } = generated.range;
  if (from > size) throw invalid('serial_invalid', `from: the batch has ${size} codes`, { field: 'from', size });
  const printer = printerOf(keys, generated);
  return pieces((serial, count) => printer.lines(first + serial - 1, serial, count), from, size);
}

async function* pieces(lines: (serial: number, count: number) => Uint8Array, from: number, size: number): AsyncGenerator<Uint8Array> {
  yield Buffer.from('serial,code\n');
  for (let serial = from; serial <= size; serial += CODES_AT_ONCE) {
    yield lines(serial, Math.min(CODES_AT_ONCE, size - serial + 1));
    await nextTurn();
  }
}
