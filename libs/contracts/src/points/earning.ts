import type { Instant } from '@loyalty/kernel';
import type { LocalizedText } from '../localized-text';

/** What must be so for a rule to apply. Those about lines choose the lines that count; the others open or shut the rule. */
export type EarningCondition =
  | { readonly kind: 'lineCategory'; readonly anyOf: readonly string[] }
  | { readonly kind: 'lineSku'; readonly anyOf: readonly string[] }
  | { readonly kind: 'lineBrand'; readonly anyOf: readonly string[] }
  | { readonly kind: 'lineOnSale'; readonly is: boolean }
  | { readonly kind: 'channel'; readonly anyOf: readonly string[] }
  | { readonly kind: 'store'; readonly anyOf: readonly string[] }
  | { readonly kind: 'shop'; readonly anyOf: readonly string[] }
  /** The base of the rule is at least this much, of an order in this currency. */
  | { readonly kind: 'minimumBase'; readonly amountMinor: number; readonly currency: string }
  /** No order of the member earned in this wallet before. */
  | { readonly kind: 'firstPurchase' }
  /** Weekdays (1 Monday to 7 Sunday) and minutes of the day [from, to) in the programme's zone. */
  | { readonly kind: 'hours'; readonly weekdays?: readonly number[]; readonly fromMinute?: number; readonly toMinute?: number }
  /** Instants [from, until). */
  | { readonly kind: 'period'; readonly from?: Instant; readonly until?: Instant };

export type EarningEffect =
  /** `points` for each whole `perMinor` of the base; proportional: for the exact share, rounded down once. */
  | { readonly kind: 'perAmount'; readonly points: number; readonly perMinor: number; readonly currency: string; readonly proportional?: boolean }
  | { readonly kind: 'fixed'; readonly points: number }
  /** Multiplies what the rules before gave for the lines that count; 1,500,000 is one and a half times. */
  | { readonly kind: 'multiplier'; readonly factorPpm: number };

/** What of an order a rule looks at; always after discounts. */
export interface EarningBase {
  readonly tax: 'with' | 'without';
  readonly shipping: 'with' | 'without';
  readonly excludedCategories?: readonly string[];
}

/** Most points for one member; what goes over is cut off. */
export interface EarningCaps {
  readonly perOrder?: number;
  readonly perDay?: number;
  readonly perMonth?: number;
  /** Over the life of the programme. */
  readonly inAll?: number;
}

/** How often an activity earns, at most. */
export interface EarningFrequency {
  readonly times: number;
  readonly per: 'day' | 'week' | 'month' | 'year' | 'ever';
}

export interface EarningRule {
  readonly ruleId: string;
  readonly name: LocalizedText;
  /** `order`: an order was paid. Else an activity of this kind, `registration` among them. */
  readonly on: 'order' | { readonly activity: string };
  readonly wallet: string;
  readonly effect: EarningEffect;
  readonly base: EarningBase;
  readonly conditions: readonly EarningCondition[];
  /** The exclusive rule of highest priority that gives anything stands alone; else all stackable ones count. */
  readonly stacking: 'stackable' | 'exclusive';
  readonly priority: number;
  readonly caps?: EarningCaps;
  readonly frequency?: EarningFrequency;
}

/** When earned points can be spent. */
export type PendingPolicy =
  | { readonly kind: 'none' }
  | { readonly kind: 'days'; readonly days: number }
  /** When the order is fulfilled, or an activity of this kind is recorded for it; at the latest after so many days, if stated. */
  | { readonly kind: 'event'; readonly event: 'order.fulfilled' | { readonly activity: string }; readonly atLatestDays?: number };

export interface EarningProgram {
  readonly programId: string;
  readonly version: number;
  readonly name: LocalizedText;
  readonly zone: string;
  readonly from: Instant;
  readonly until?: Instant;
  readonly pending: PendingPolicy;
  readonly rules: readonly EarningRule[];
  readonly caps?: EarningCaps;
}

export type EarningProgramEvent =
  | { readonly type: 'points.program.published.v1'; readonly effectiveAt: Instant; readonly data: EarningProgram }
  | { readonly type: 'points.program.ended.v1'; readonly effectiveAt: Instant; readonly data: { readonly programId: string; readonly version: number } };

/** What one rule gave: in all, and for each line of the order. */
export interface RuleContribution {
  readonly ruleId: string;
  readonly points: number;
  readonly lines: readonly { readonly lineId: string; readonly points: number }[];
}
