import type { PromotionRefused, RedemptionAnswer, RedemptionContent } from '@loyalty/contracts';
import { rejected, type DomainError } from '@loyalty/kernel';

/** A refusal that left a trace: it is an answer, and the doors make an error of it. */
export interface RejectedAttempt {
  readonly redemptionId: string;
  readonly rejected: { readonly code: 'code_not_valid' | 'code_not_applied'; readonly refused: readonly PromotionRefused[] };
}

export function answered({ redemptionId, request, result }: RedemptionContent, status: RedemptionAnswer['status'], more: Partial<RedemptionAnswer> = {}): RedemptionAnswer {
  return { redemptionId, status, currency: request.basket.currency, discountMinor: result.totals.discountMinor, payableMinor: result.totals.payableMinor, ...more };
}

/** @throws state `code_not_valid`, or `code_not_applied` with the reason for each code */
export function orRefused<Answer extends object>(answer: Answer | RejectedAttempt): Answer {
  if (!('rejected' in answer)) return answer;
  throw refusalOf(answer);
}

export function refusalOf({ redemptionId, rejected: { code, refused } }: RejectedAttempt): DomainError {
  return rejected(code, code === 'code_not_valid' ? 'A code is not valid' : 'A code gives nothing for this basket', { redemptionId, refused });
}

/** What an answer tells of points that pay. */
export function paymentOf({ payment, result }: RedemptionContent): Partial<RedemptionAnswer> {
  if (payment === undefined) return {};
  const { pointsHoldId, ...paid } = payment;
  return { pointsHoldId, payment: paid, leftToPayMinor: result.totals.payableMinor - paid.amountMinor };
}
