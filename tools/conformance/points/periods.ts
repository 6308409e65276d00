import { addDays, instant, localDate, type Instant } from '@loyalty/kernel';
import { expiryOf } from '@loyalty/points';
import { words, type ReadCase } from '../case';
import { valueCheck, type Check } from '../expectations/check';
import { memberAccount } from './member-account';

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
  const [, closing] = /^end_of_(month|quarter|year)$/.exec(length) ?? [];
  if (closing !== undefined) return endOf(closing as 'month' | 'quarter' | 'year', one['expect'], begun);
  const [, count, unit] = /^(\d+) (day|month|year)s?\b/.exec(length) ?? [];
  if (unit === undefined) throw new Error(`the period "${length}" is not understood`);
  const rounded = /end of (month|quarter|year)/.exec(length)?.[1] as 'month' | 'quarter' | 'year' | undefined;
  const policy = { kind: 'rolling' as const, months: Number(count) * (unit === 'year' ? 12 : 1), ...(rounded === undefined ? {} : { roundUpTo: rounded }) };
  const ending = (at: Instant) => (unit === 'day' ? addDays(at, Number(count), 'UTC') : expiryOf(policy, at, 'UTC')!);
  const [month = '', days = ''] = String(one['expect']).split(' ');
  const [common = '', leap = common] = days.split('/');
  // Only a leap year has a 29 February to begin on.
  return ([[2026, common], [2028, leap]] as const).slice(begun === 'Feb 29' ? 1 : 0).map(([year, day]) => {
    const end = ending(noon(begun, year));
    // An end of a month is the first moment that is no longer in it; people name the day before.
    return valueCheck(String(year), `${month} ${day}`, spoken(rounded === undefined ? end : addDays(end, -1, 'UTC')));
  });
}

const BEGINNINGS = { month: 1, quarter: 3, year: 12 } as const;

/** `2018-02`, or `2018-xx`: whenever in that year. */
function endOf(period: keyof typeof BEGINNINGS, expected: unknown, begun: string): Check[] {
  const date = String(expected).replace('midnight ', '');
  const days = MONTHS.flatMap((_, month) => (month % BEGINNINGS[period] === 0 ? [`${twoDigits(month + 1)}-01`] : []));
  const months = begun.includes('xx') ? MONTHS.map((_, month) => begun.replace('xx', twoDigits(month + 1))) : [begun];
  return months.map((month) => valueCheck(month, `${date}T00:00:00.000Z`, expiryOf({ kind: 'fixed', days }, instant(`${month.slice(0, 7)}-15T12:00:00Z`), 'UTC')));
}

const twoDigits = (number: number) => String(number).padStart(2, '0');

/** Lots that are left, each of which lapses so many days after it was earned: the first one first, then all. */
export async function lotsLeft({ case: one }: ReadCase): Promise<Check[]> {
  const { days } = words(one['expiry']);
  const { remainingLots, thenExpireAll } = words(one['expect']);
  const account = await memberAccount();
  for (const points of (one['lots'] ?? remainingLots) as number[]) {
    await account.earn(points, addDays(account.clock.now(), Number(days), 'UTC'));
    account.clock.advanceMs(86_400_000);
  }
  if (one['spend'] !== undefined) await account.debit(Number(one['spend']));
  const before = (await account.state()).lots.map(({ points }) => points);
  account.clock.set(addDays(account.clock.now(), Number(days), 'UTC'));
  return [valueCheck('remainingLots', remainingLots, before), ...(thenExpireAll === undefined ? [] : [valueCheck('thenExpireAll', thenExpireAll, await account.balance())])];
}
