import type { CodeReasonDto, CreateBatchDto, GiveCodeDto } from '@loyalty/contracts';

// Bodies ready to be sent, shown in the API description.

export const BATCH: CreateBatchDto = {
  campaignId: 'summer', kind: 'generated', size: 10_000, usesPerCode: 1,
  format: { prefix: 'SUMMER', charset: 'crockford', length: 11, groupOf: 4 },
  validFrom: '2026-06-01T00:00:00+03:00', validUntil: '2026-09-01T00:00:00+03:00',
};

export const GIFT: GiveCodeDto = { memberId: 'm42', reasonCode: 'apology', days: 30, minimumAmount: { amountMinor: 10_000, currency: 'ILS' } };

export const REASON: CodeReasonDto = { reasonCode: 'leaked' };
