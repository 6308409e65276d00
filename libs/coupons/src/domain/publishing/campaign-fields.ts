import { HOLD_SECONDS_MAX } from '@loyalty/contracts';
import { instant, isDomainError } from '@loyalty/kernel';
import { checkFields, optional, schemaOf, type Field } from '../arguments/field';
import { texts } from '../arguments/goods-fields';
import { name, oneOf, truth, whole } from '../arguments/plain';
import { zone } from '../arguments/zone';

/** A moment in UTC, in the one form that instants have. */
const moment = (en: string, he: string): Field => ({
  text: { en, he },
  schema: { type: 'string', format: 'date-time' },
  check(value, path, fault) {
    try {
      if (instant(value as string) !== value) fault(path, 'a moment in UTC with milliseconds is expected');
    } catch (error) {
      if (!isDomainError(error)) throw error;
      fault(path, 'there is no such moment');
    }
  },
});

function part(en: string, he: string, fields: Readonly<Record<string, Field>>): Field {
  return { text: { en, he }, schema: schemaOf(fields), check: (value, path, fault) => checkFields(fields, value, path, fault) };
}

/** What a campaign has beside its conditions, effects, variants and limits. */
export const CAMPAIGN_FIELDS: Readonly<Record<string, Field>> = {
  campaignId: name('Campaign', 'מבצע'),
  version: whole('Version', 'גרסה', 1),
  name: part('Name', 'שם', { en: name('English', 'אנגלית'), he: optional(name('Hebrew', 'עברית')) }),
  trigger: oneOf('Applied', 'הפעלה', ['automatic', 'code']),
  phase: oneOf('Phase', 'שלב', ['line', 'order', 'shipping', 'payment']),
  priority: whole('Priority', 'עדיפות', 0, 1_000_000),
  stackClass: oneOf('Combined', 'שילוב', ['common', 'exclusive', 'always']),
  group: optional(name('Group', 'קבוצה')),
  base: optional(oneOf('Percentages of', 'אחוזים מ', ['remaining', 'initial'])),
  schedule: part('Schedule', 'לוח זמנים', { from: optional(moment('From', 'מ')), until: optional(moment('Until', 'עד')) }),
  audience: optional(part('Audience', 'קהל', {
    segments: optional(texts('Segments', 'פלחים')),
    tiers: optional(texts('Tiers', 'דרגות')),
    members: optional(oneOf('Members', 'חברים', ['new', 'existing', 'any'])),
    holderOnly: optional(truth('Holder of the code only', 'לבעל הקוד בלבד')),
  })),
  channels: optional(texts('Channels', 'ערוצים')),
  stores: optional(texts('Stores', 'סניפים')),
  zone: optional(zone),
  sharedCodes: optional(texts('Codes for everybody', 'קודים לכולם')),
  holdOutPpm: optional(whole('Kept out, parts per million', 'קבוצת ביקורת, חלקי מיליון', 1, 900_000)),
  whenCancelled: optional(oneOf('When the order is cancelled, the use', 'בביטול הזמנה, השימוש', ['givesBack', 'keeps'])),
  whenThresholdBreaks: optional(oneOf('When a return breaks a minimum', 'כשהחזרה שוברת מינימום', ['keep', 'deduct'])),
  holdSeconds: optional(whole('Seconds held for a check-out', 'שניות שמירה לקופה', 1, HOLD_SECONDS_MAX)),
};
