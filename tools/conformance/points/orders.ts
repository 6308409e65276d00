import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { ask, situationOf } from '../mapping/situation';
import { earned, ruleOf } from './earning';
import { memberAccount, refusalOf } from './member-account';

/** What an order earns after its discounts, and what of it is due after other means of payment. */
export function orderEarns(read: ReadCase): Check[] {
  const { perMoney, perOrder, perUnit } = words(read.case['earn']);
  const situation = situationOf(read);
  const { totals, lines } = ask(situation);
  const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  const { points } = earned(totals.payableMinor, [
    ...(perMoney === undefined ? [] : [ruleOf({ points: Number(perMoney), per: 100 }, 'perMoney')]),
    ...(perOrder === undefined ? [] : [ruleOf({ fixed: perOrder }, 'perOrder')]),
    ...(perUnit === undefined ? [] : [ruleOf({ fixed: Number(perUnit) * units }, 'perUnit')]),
  ]);
  return Object.entries(words(read.case['expect'])).map(([word, value]) => {
    if (word === 'points') return valueCheck(word, value, points);
    if (word === 'due') return valueCheck(word, value, (totals.payableMinor - situation.paidMinor) / 100);
    throw new Error(`the word "expect.${word}" is not understood`);
  });
}

/** What an order earned and has not given yet goes when it is cancelled. */
export async function cancelledOrder({ case: one }: ReadCase): Promise<Check[]> {
  const account = await memberAccount();
  const { lotId } = await account.earn(100);
  await account.clawBack(lotId!);
  const { lots, pending } = await account.state();
  return [valueCheck('pendingPointEntries', words(one['expect'])['pendingPointEntries'], lots.length + pending.length)];
}

/** A reward that is a tenth of an order in whole units: worked out in a currency that has no smaller ones. */
export function reward({ case: one }: ReadCase): Check[] {
  const pct = Number(/^(\d+)\s*%/.exec(String(one['reward']))?.[1]);
  return Object.entries(words(one['orders'])).map(([order, expected]) => {
    const { totals } = ask(situationOf({ group: 'OUR', unit: 'major', case: { id: one.id, k: one.k, cart: [['order', 1, Number(order)]], rules: [{ pct }], ctx: { currency: 'JPY' } } }));
    return valueCheck(`order of ${order}`, expected, totals.discountMinor);
  });
}

/** `50 at 1 pt/$`, then another rule, then a refund of all or half: ours takes back what was given, whatever the rule is by then. */
export async function refundedByAnotherRule({ case: one }: ReadCase): Promise<Check[]> {
  const points = Number(/^(\d+) at/.exec(String(one['earned']))![1]);
  const refunded = one['refund'] === 'half' ? points / 2 : points;
  const account = await memberAccount();
  const { lotId } = await account.earn(points);
  const { points: back } = await account.clawBack(lotId!, refunded === points ? undefined : refunded);
  return [valueCheck('refund', one['expect'], -back!), { ...valueCheck('ours: the original award', -refunded, -back!), required: true }];
}

/** Two redemptions at once: the second is decided on what the first left, and the balance is what the entries add up to. */
export async function concurrent({ case: one }: ReadCase): Promise<Check[]> {
  const account = await memberAccount();
  await account.earn(100);
  const refusals = await Promise.all([refusalOf(account.redeem(70)), refusalOf(account.redeem(70))]);
  const balance = await account.balance();
  const stale = refusals.every((code) => code === undefined);
  return [
    { what: 'a stale balance', expected: one['expect'], actual: stale ? one['expect'] : 'derived from the entries', ok: stale },
    { ...valueCheck('ours: refusals', ['insufficient_points'], refusals.filter((code) => code !== undefined)), required: true },
    { ...valueCheck('ours: balance', 30, balance), required: true },
  ];
}
