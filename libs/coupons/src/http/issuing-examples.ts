import type { IssuingRuleDto } from '@loyalty/contracts';

// Bodies ready to be sent, shown in the API description.

export const RULE: IssuingRuleDto = {
  batchId: 'b0123456789abcde', when: { kind: 'noOrderSince', days: 60 }, audience: { ordersFrom: 2, categories: ['Tea'] },
  days: 14, minimumAmount: { amountMinor: 10_000, currency: 'ILS' }, value: { amountMinor: 2_500, currency: 'ILS' }, againAfterDays: 180,
};
