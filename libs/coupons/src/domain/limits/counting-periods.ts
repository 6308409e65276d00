import type { CampaignLimit } from '@loyalty/contracts';
import { localDate, periodKey, type Instant } from '@loyalty/kernel';
import type { CounterState, PeriodSums } from './counter-state';

let lastDay = '';
let lastWeek = '';

/** The ISO week of a day. Days come in runs, so the last one is remembered. */
export function weekOf(day: string): string {
  if (day !== lastDay) {
    lastWeek = periodKey(`${day}T00:00:00.000Z` as Instant, 'week', 'UTC');
    lastDay = day;
  }
  return lastWeek;
}

/** The key of the period that a day lies in. */
export function periodOf(every: Exclude<CampaignLimit['every'], 'ever'>, day: string): string {
  if (every === 'day') return day;
  return every === 'week' ? weekOf(day) : day.slice(0, 7);
}

/** The sums of a period of that kind. */
export function sumsOf(state: CounterState, every: Exclude<CampaignLimit['every'], 'ever'>): PeriodSums {
  return state[every];
}

/** The day that something counts in: never one before the newest that was counted in, whatever the clock says. */
export function countingDay({ day }: CounterState, at: Instant, zone: string): string {
  const today = localDate(at, zone);
  return today < day.key ? day.key : today;
}
