/**
 * What breaks those who wrote against the version before. message_removed: it, or its topic, is gone. direction_changed:
 * who wrote it now reads it. member_removed: of what we send it is missing, of what we receive it is refused.
 * member_optional: what we send may lack it now. member_required: what we receive must have it now. widened: we may send
 * values that could not be. narrowed: we refuse values that were taken.
 */
export type Breakage = 'message_removed' | 'direction_changed' | 'member_removed' | 'member_optional' | 'member_required' | 'widened' | 'narrowed';

export interface Finding {
  readonly breakage: Breakage;
  /** `<topic> <type>` */
  readonly message: string;
  /** Where: `data/lot/points`, `key`, `headers/ce_id`. */
  readonly at: string;
  readonly what: string;
}

export function told({ breakage, message, at, what }: Finding): string {
  return `${breakage}: ${message}${at === '' ? '' : `, ${at}`}: ${what}`;
}
