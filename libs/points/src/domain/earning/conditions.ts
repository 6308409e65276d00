import type { EarningCondition } from '@loyalty/contracts';
import { localTime, type Instant } from '@loyalty/kernel';
import type { EarningLine, Occasion } from './occasion';

/** What a condition may look at beside the occasion itself. */
export interface EarningFacts {
  readonly zone: string;
  /** Orders of this member that earned in the wallet before. */
  readonly orders: number;
}

/** Whether a line counts for a rule: every condition about lines must say so. */
export function lineCounts(line: EarningLine, conditions: readonly EarningCondition[]): boolean {
  return conditions.every((condition) => {
    switch (condition.kind) {
      case 'lineCategory': return line.categories.some((category) => condition.anyOf.includes(category));
      case 'lineSku': return condition.anyOf.includes(line.sku);
      case 'lineBrand': return line.brand !== undefined && condition.anyOf.includes(line.brand);
      case 'lineOnSale': return line.onSale === condition.is;
      default: return true;
    }
  });
}

/** Whether a rule is open for an occasion; `baseMinor` is what its lines and shipping come to. */
export function ruleIsOpen(occasion: Occasion, baseMinor: number, conditions: readonly EarningCondition[], facts: EarningFacts): boolean {
  return conditions.every((condition) => {
    switch (condition.kind) {
      case 'channel': return occasion.channel !== undefined && condition.anyOf.includes(occasion.channel);
      case 'store': return occasion.kind === 'order' && occasion.store !== undefined && condition.anyOf.includes(occasion.store);
      case 'shop': return condition.anyOf.includes(occasion.shop);
      case 'minimumBase': return occasion.kind === 'order' && occasion.currency === condition.currency && baseMinor >= condition.amountMinor;
      case 'firstPurchase': return occasion.kind === 'order' && facts.orders === 0;
      case 'hours': return withinHours(occasion.at, condition, facts.zone);
      case 'period': return (condition.from ?? occasion.at) <= occasion.at && (condition.until === undefined || occasion.at < condition.until);
      default: return true;
    }
  });
}

/** Half-open in minutes of the local day; a window whose end is not after its start goes over midnight from its weekday into the next. */
function withinHours(at: Instant, { weekdays, fromMinute = 0, toMinute = 1_440 }: Extract<EarningCondition, { kind: 'hours' }>, zone: string): boolean {
  const { weekday, minuteOfDay } = localTime(at, zone);
  const isOn = (day: number) => weekdays === undefined || weekdays.includes(day);
  if (fromMinute < toMinute) return isOn(weekday) && fromMinute <= minuteOfDay && minuteOfDay < toMinute;
  const yesterday = weekday === 1 ? 7 : weekday - 1;
  return (minuteOfDay >= fromMinute && isOn(weekday)) || (minuteOfDay < toMinute && isOn(yesterday));
}
