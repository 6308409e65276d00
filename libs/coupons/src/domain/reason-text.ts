import { REASONS, type PromotionRefused } from '@loyalty/contracts';
import { formatMoney } from '@loyalty/kernel';

/** Facts that are amounts where a refusal names a currency. */
const AMOUNTS = new Set(['needed', 'missing', 'most', 'left', 'amount']);

/** Why a promotion gave nothing, in a language: `12.00 EUR more are needed`. A fact that is not there is left out. */
export function reasonText({ reason, facts }: Pick<PromotionRefused, 'reason' | 'facts'>, language: 'en' | 'he'): string {
  const { currency } = facts;
  return REASONS[reason][language].replace(/\{(\w+)\}/g, (_, name: string) => {
    const fact = facts[name];
    if (typeof fact === 'number' && typeof currency === 'string' && AMOUNTS.has(name)) return `${formatMoney({ amountMinor: fact, currency })} ${currency}`;
    return fact === undefined ? '' : String(fact);
  });
}
