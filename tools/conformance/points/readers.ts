import { words, type ReadCase } from '../case';
import type { Reader } from '../readers/readers';
import { breakdown, earn, multiplied, rate } from './earning';
import { flow } from './flows';
import { ledgerOfLots } from './lots';
import { cancelledOrder, concurrent, orderEarns, refundedByAnotherRule, reward } from './orders';
import { lotsLeft, period } from './periods';
import { redeem } from './redeeming';

/** By the word that tells what a case about points is about. */
const READERS: Readonly<Record<string, Reader>> = {
  ledger: ledgerOfLots, breakdown, redeem, reward, concurrent, rate, ruleNow: refundedByAnotherRule, expiry: period, grace: period, promo: multiplied,
};

/** The reader of a case about points; undefined when it is about something else. */
export function pointsReaderOf({ group, case: one }: ReadCase): Reader | undefined {
  if (one['order'] === 'cancelled') return cancelledOrder;
  if (['perMoney', 'perOrder', 'perUnit'].some((word) => words(one['earn'])[word] !== undefined)) return orderEarns;
  if (words(one['expiry'])['days'] !== undefined) return lotsLeft;
  if (group !== 'SET' && group !== 'PTS' && group !== 'OUR') return undefined;
  if (one['earn'] !== undefined) return earn;
  if (one['flow'] !== undefined && one['voucher'] === undefined) return flow;
  const word = Object.keys(READERS).find((name) => one[name] !== undefined && (name !== 'promo' || one['base'] !== undefined));
  return word === undefined ? undefined : READERS[word];
}
