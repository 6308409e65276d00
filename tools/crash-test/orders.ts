/** Where a child is to die. `random`: at a moment that the parent chooses, from its first line on. */
export const CRASH_POINTS = [
  'random', 'before_commit', 'in_transaction', 'after_commit_before_answer', 'during_checkpoint', 'during_index_move', 'during_snapshot', 'during_view_batch',
] as const;

export type CrashPoint = (typeof CRASH_POINTS)[number];

/** Deliberate damage, to see that the test finds it. */
export const BITES = ['early-answer', 'lost-tail', 'torn-log'] as const;
export type Bite = (typeof BITES)[number];

/** What a child is told to do. */
export interface Orders {
  readonly ledger: string;
  readonly views: string;
  readonly journal: string;
  readonly point: CrashPoint;
  readonly seed: number;
  readonly bite?: Bite;
}
