import type { PromotionRefused } from '@loyalty/contracts';
import type { Refused } from './client';

/** The refusal's code, and for each code of a check-out why its campaign gave nothing. */
export function whyRefused({ problem: { code = 'no code', facts } }: Refused): string {
  const refused = (facts as { readonly refused?: readonly PromotionRefused[] } | undefined)?.refused ?? [];
  return [code, ...refused.map(({ reason }) => reason)].join(', ');
}
