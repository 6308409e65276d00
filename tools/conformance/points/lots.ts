import { instant, type Instant } from '@loyalty/kernel';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount } from './member-account';

const day = (date: string): Instant => instant(`${date}T00:00:00.000Z`);
/** Under the date `never` stand lots that do not lapse. */
const expiry = (date: string): Instant | undefined => (['never', 'none', 'null'].includes(date) ? undefined : day(date));

/** `+100@2026-01-01 exp 2027-06-01`, `-80@2026-01-02`: credits and debits on their days. `expire …@2027-06-02`: what has lapsed by then goes. */
export async function ledgerOfLots({ case: one }: ReadCase): Promise<Check[]> {
  const account = await memberAccount();
  let lastLot = '';
  for (const entry of one['ledger'] as string[]) {
    const [, until] = /^expire.*@(\d{4}-\d\d-\d\d)$/.exec(entry) ?? [];
    if (until !== undefined) {
      account.clock.set(day(until));
      await account.settle();
      continue;
    }
    const match = /^([+-])(\d+)@(\d{4}-\d\d-\d\d)(?: exp (\d{4}-\d\d-\d\d))?$/.exec(entry);
    if (match === null) throw new Error(`the entry "${entry}" is not understood`);
    const [, sign, amount, date, lapses] = match;
    account.clock.set(day(date!));
    const points = Number(amount);
    if (sign === '+') lastLot = (await account.earn(points, lapses === undefined ? undefined : day(lapses))).lotId!;
    else if (points <= (await account.state()).books.available) await account.debit(points);
    // More than there is cannot be spent, only be taken back, which leaves the member owing.
    else await account.takeBack(lastLot, points);
  }
  const { lots, books } = await account.state();
  const balance = await account.balance();
  return Object.entries(words(one['expect'])).flatMap(([word, value]) => {
    switch (word) {
      case 'balance': return [valueCheck(word, value, balance)];
      case 'openLots': return [valueCheck(word, value, lots.map(({ points }) => points))];
      case 'deficit': return [valueCheck(word, value, Math.abs(books.debt))];
      case 'lots': return Object.entries(words(value)).map(([date, points]) => valueCheck(`lots.${date}`, points, lots.filter(({ expiresAt }) => expiresAt === expiry(date)).reduce((sum, lot) => sum + lot.points, 0)));
      case 'expiring': case 'expiringBy': case 'expiringAtOrBefore': return Object.entries(words(value)).map(([date, points]) => valueCheck(`${word}.${date}`, points, lots.filter(({ expiresAt }) => expiresAt !== undefined && expiresAt <= day(date)).reduce((sum, lot) => sum + lot.points, 0)));
      default: throw new Error(`the word "expect.${word}" is not understood`);
    }
  });
}
