import { civilDate } from './civil';
import { invalid } from './errors';

const TEXTS_MAX = 4096;
const texts = new Map<number, string>();

/** `YYYY-MM-DD` of a day number, remembered. Inside this room only. @throws `instant_invalid` outside years 0001 to 9999 */
export function dateText(dayNumber: number): string {
  const known = texts.get(dayNumber);
  if (known !== undefined) return known;
  const { year, month, day } = civilDate(dayNumber);
  if (!(year >= 1 && year <= 9999)) throw invalid('instant_invalid', 'A date outside years 0001 to 9999', { dayNumber });
  const text = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (texts.size >= TEXTS_MAX) texts.clear();
  texts.set(dayNumber, text);
  return text;
}
