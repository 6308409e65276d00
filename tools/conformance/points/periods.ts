import { addDays, instant, localDate, type Instant } from '@loyalty/kernel';
import { expiryOf } from '@loyalty/points';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount, START } from './member-account';

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Noon of `Jul 20` in a year. */
function noon(text: string, year: number): Instant {
  const [month = '', day = ''] = text.split(' ');
  return instant(`${year}-${String(MONTHS.indexOf(month) + 1).padStart(2, '0')}-${day.padStart(2, '0')}T12:00:00Z`);
}

/** `Feb 28` of an instant. */
const spoken = (at: Instant) => `${MONTHS[Number(localDate(at, 'UTC').slice(5, 7)) - 1]} ${Number(localDate(at, 'UTC').slice(8))}`;

/** When something ends that began on a day: in a common year and in a leap year, which may be two answers (`Feb 28/29`). */
export function period({ case: one }: ReadCase): Check[] {
  const length = String(one['expiry'] ?? one['grace']);
  const begun = String(one['earnedAt'] ?? one['disqualifiedAt']);
  if (length === 'end_of_year') return endOfYear(one['expect'], begun);
  const months = Number(/^(\d+) month/.exec(length)![1]);
  const rounded = length.includes('end of month');
  const policy = { kind: 'rolling' as const, months, ...(rounded ? { roundUpTo: 'month' as const } : {}) };
  const [month = '', days = ''] = String(one['expect']).split(' ');
  const [common = '', leap = common] = days.split('/');
  return ([[2026, common], [2028, leap]] as const).map(([year, day]) => {
    const end = expiryOf(policy, noon(begun, year), 'UTC')!;
    // An end of a month is the first moment that is no longer in it; people name the day before.
    return valueCheck(String(year), `${month} ${day}`, spoken(rounded ? addDays(end, -1, 'UTC') : end));
  });
}

/** `2018-xx`: whenever in that year. */
function endOfYear(expected: unknown, begun: string): Check[] {
  const date = String(expected).replace('midnight ', '');
  return MONTHS.map((_, month) => {
    const at = instant(begun.replace('xx', String(month + 1).padStart(2, '0')) + '-15T12:00:00Z');
    return valueCheck(`month ${month + 1}`, `${date}T00:00:00.000Z`, expiryOf({ kind: 'fixed', days: ['01-01'] }, at, 'UTC'));
  });
}

/** Lots that are left, each of which lapses so many days after it was earned: the first one first, then all. */
export async function lotsLeft({ case: one }: ReadCase): Promise<Check[]> {
  const { days } = words(one['expiry']);
  const { remainingLots, thenExpireAll } = words(one['expect']);
  const account = await memberAccount();
  for (const points of remainingLots as number[]) {
    await account.earn(points, addDays(account.clock.now(), Number(days), 'UTC'));
    account.clock.advanceMs(86_400_000);
  }
  const before = (await account.state()).lots.map(({ points }) => points);
  account.clock.set(addDays(START, Number(days) + before.length, 'UTC'));
  return [valueCheck('remainingLots', remainingLots, before), valueCheck('thenExpireAll', thenExpireAll, await account.balance())];
}
