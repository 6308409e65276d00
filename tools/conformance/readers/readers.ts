import { words, type ReadCase } from '../case';
import type { Check } from '../expectations/check';
import { pointsReaderOf } from '../points/readers';
import { codeGeneration, coupon, voucherFlow } from './coupons';
import { weights } from './distribution';
import { configuration, identity, rollback } from './promises';
import { rewardQuantities, table } from './quantities';
import { usage } from './usage';

/** Judges cases that are no baskets. */
export type Reader = (read: ReadCase) => Check[] | Promise<Check[]>;

/** By the word that tells what a case is about. */
const READERS: Readonly<Record<string, Reader>> = {
  weights, integerSplit: weights, table, rewardQty: rewardQuantities, coupon, codegen: codeGeneration, usage, rollback,
};

/** The reader of a case; undefined when it is a basket. */
export function readerOf(read: ReadCase): Reader | undefined {
  const { case: one } = read;
  const points = pointsReaderOf(read);
  if (points !== undefined) return points;
  const expected = words(one['expect']);
  if (expected['err'] === 'invalid_config') return configuration;
  if (expected['identity'] !== undefined || one['identity'] !== undefined) return identity;
  if (one['voucher'] !== undefined && one['flow'] !== undefined) return voucherFlow;
  const word = Object.keys(READERS).find((name) => one[name] !== undefined);
  return word === undefined ? undefined : READERS[word];
}
