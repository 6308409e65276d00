import type { LocalizedText } from '../localized-text';

/** Why a campaign or a code gave nothing. `{name}` stands for a fact of the refusal; amounts are formatted by whoever shows them. */
export const REASONS = {
  code_unknown: { en: 'This code is not known', he: 'הקוד אינו מוכר' },
  code_not_valid: { en: 'This code is not valid', he: 'הקוד אינו תקף' },
  code_disabled: { en: 'This code is blocked', he: 'הקוד חסום' },
  held_out: { en: 'Not for this member', he: 'לא עבור חבר זה' },
  code_missing: { en: 'A code is needed', he: 'נדרש קוד' },
  not_holder: { en: 'This code belongs to another member', he: 'הקוד שייך לחבר אחר' },
  not_started: { en: 'Starts at {from}', he: 'מתחיל ב־{from}' },
  ended: { en: 'Ended at {until}', he: 'הסתיים ב־{until}' },
  not_at_this_hour: { en: 'Not at this day or hour', he: 'לא בתוקף ביום או בשעה זו' },
  other_channel: { en: 'Not in this channel', he: 'לא בערוץ זה' },
  other_store: { en: 'Not in this store', he: 'לא בסניף זה' },
  other_currency: { en: 'Not in {currency}', he: 'לא במטבע {currency}' },
  device_missing: { en: 'Only where the device is known', he: 'רק כשהמכשיר ידוע' },
  members_only: { en: 'For members only', he: 'לחברי מועדון בלבד' },
  not_in_audience: { en: 'Not for this member', he: 'לא עבור חבר זה' },
  attribute_differs: { en: 'Not for this member', he: 'לא עבור חבר זה' },
  other_order: { en: 'Only for order number {nth}', he: 'רק בהזמנה מספר {nth}' },
  other_shipping_method: { en: 'Not with this shipping method', he: 'לא בשיטת משלוח זו' },
  other_payment_method: { en: 'Not with this means of payment', he: 'לא באמצעי תשלום זה' },
  amount_too_low: { en: '{missing} more are needed', he: 'חסרים עוד {missing}' },
  amount_too_high: { en: 'The amount is above {most}', he: 'הסכום גבוה מ־{most}' },
  quantity_too_low: { en: '{missing} more units are needed', he: 'חסרות עוד {missing} יחידות' },
  uses_exhausted: { en: 'Used up', he: 'נוצל במלואו' },
  budget_exhausted: { en: 'The budget is used up', he: 'התקציב נוצל' },
  exclusive_applied: { en: 'Cannot be combined with {by}', he: 'לא ניתן לשילוב עם {by}' },
  group_taken: { en: '{by} was applied instead', he: 'הוחל במקומו {by}' },
  better_applied: { en: 'Another promotion gives more', he: 'מבצע אחר נותן יותר' },
  nothing_to_discount: { en: 'There is nothing left to take it off', he: 'לא נותר ממה להפחית' },
  amount_above_base: { en: 'The amount is larger than what it is taken off', he: 'הסכום גדול ממה שממנו הוא מופחת' },
  out_of_stock: { en: 'The gift is out of stock', he: 'המתנה אזלה מהמלאי' },
} as const satisfies Readonly<Record<string, LocalizedText>>;

export type ReasonCode = keyof typeof REASONS;
