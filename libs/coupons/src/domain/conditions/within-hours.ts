import type { WithinHours } from '@loyalty/contracts';
import { localTime } from '@loyalty/kernel';
import { optional, type Field } from '../arguments/field';
import { whole } from '../arguments/plain';
import { zone } from '../arguments/zone';
import { because, type ConditionKind } from './condition-kind';

const weekdays: Field = {
  text: { en: 'Weekdays, 1 Monday to 7 Sunday', he: 'ימי השבוע, 1 יום שני עד 7 יום ראשון' },
  schema: { type: 'array', minItems: 1, maxItems: 7, uniqueItems: true, items: { type: 'integer', minimum: 1, maximum: 7 } },
  check(value, path, fault) {
    const right = Array.isArray(value) && value.length > 0 && value.length <= 7 && value.every((day: unknown) => Number.isInteger(day) && (day as number) >= 1 && (day as number) <= 7);
    if (!right) fault(path, 'weekdays from 1 (Monday) to 7 (Sunday) are expected');
  },
};

export const hours: ConditionKind<WithinHours> = {
  kind: 'hours',
  text: { en: 'Days and hours', he: 'ימים ושעות' },
  fields: { zone, weekdays: optional(weekdays), fromMinute: optional(whole('From minute of the day', 'מדקה ביום', 0, 1_439)), toMinute: optional(whole('Until minute of the day', 'עד דקה ביום', 0, 1_440)) },
  fails(window, { request }) {
    const { weekday, minuteOfDay } = localTime(request.at, window.zone);
    return isOpen(window, weekday, minuteOfDay) ? undefined : because('not_at_this_hour');
  },
};

/** A window over midnight belongs to the day on which it begins. */
function isOpen({ weekdays: days, fromMinute = 0, toMinute = 1_440 }: WithinHours, weekday: number, minute: number): boolean {
  const isOn = (day: number) => days === undefined || days.includes(day);
  const begun = minute >= fromMinute && isOn(weekday);
  if (fromMinute < toMinute) return begun && minute < toMinute;
  return begun || (minute < toMinute && isOn(weekday === 1 ? 7 : weekday - 1));
}
