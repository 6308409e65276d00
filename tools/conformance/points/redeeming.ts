import type { Wallet } from '@loyalty/contracts';
import { quotePayment } from '@loyalty/points';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount, START } from './member-account';

/** An order that bounds nothing. */
const UNBOUNDED = 1_000_000_000;

/** How many points pay for an order, within the balance and the limits of the wallet, and how much. Amounts in minor units. */
export async function redeem({ case: one }: ReadCase): Promise<Check[]> {
  const { points: asked, want = asked, balance = want, order = UNBOUNDED, conv, min, maxPct } = words(one['redeem']);
  const [, points = '1', amount = '1'] = /^(\d+)\s*(?:pts)?\s*[:=]\s*(\d+)/.exec(String(conv)) ?? [];
  const account = await memberAccount();
  await account.earn(Number(balance));
  const policy: Wallet = {
    wallet: 'points', version: 1, name: { en: 'Points' }, scale: 0, zone: 'UTC', spendable: true, debt: 'refused', expiry: { kind: 'none' },
    spending: { minimumPoints: Number(min ?? 1), maximumShareOfOrderPpm: Number(maxPct ?? 100) * 10_000, rates: [{ currency: 'USD', points: Number(points), amountMinor: Number(amount) }] },
    holds: { defaultSeconds: 600, maximumSeconds: 600, openMaximum: 1 }, reinstatementGraceDays: 0, warningDays: [],
  };
  const quoted = quotePayment(Number(want), await account.state(), { at: START, policy, payIn: 'USD', order: { amountMinor: Number(order), currency: 'USD' } });
  const expected = one['expect'];
  if (typeof expected === 'number') return [valueCheck('points', expected, quoted.points)];
  const { points: most, amount: worth } = words(expected);
  return [...(most === undefined ? [] : [valueCheck('points', most, quoted.points)]), ...(worth === undefined ? [] : [valueCheck('amount', worth, quoted.amountMinor)])];
}
