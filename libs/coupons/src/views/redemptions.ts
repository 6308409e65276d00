import { streamPart, type RedemptionEvent } from '@loyalty/contracts';
import type { Instant } from '@loyalty/kernel';
import type { Projection } from '@loyalty/views';

/** A redemption as lists see it. An open hold past its end has lapsed, told or not. */
export interface RedemptionDocument {
  readonly redemptionId: string;
  readonly state: 'held' | 'committed' | 'released' | 'lapsed' | 'reversed';
  readonly memberId?: string;
  readonly cartId?: string;
  /** `<shop>/<orderId>`. */
  readonly order?: string;
  /** The first campaign and code; all of them stand in the lists. */
  readonly campaignId?: string;
  readonly code?: string;
  readonly campaigns: readonly string[];
  readonly codes: readonly string[];
  readonly currency: string;
  readonly discountMinor: number;
  readonly refundedMinor: number;
  readonly heldAt: Instant;
  readonly until?: Instant;
  readonly changedAt: Instant;
}

export const redemptionsView: Projection<RedemptionDocument> = {
  name: 'coupons_redemptions',
  version: 1,
  categories: ['redemption'],
  indexes: [{ fields: ['memberId', 'heldAt'] }, { fields: ['campaignId', 'heldAt'] }, { fields: ['code'] }, { fields: ['state', 'until'] }, { fields: ['order'] }],
  keysOf: (event) => [streamPart((event.data as { redemptionId: string }).redemptionId)],
  project(doc, recorded) {
    const event = recorded as unknown as RedemptionEvent;
    const changedAt = event.effectiveAt;
    switch (event.type) {
      case 'redemption.held.v1':
        return { ...begun(event), state: 'held', until: event.data.until };
      case 'redemption.redeemed.v1':
        return { ...begun(event), state: 'committed', ...(event.data.order === undefined ? {} : { order: orderKey(event.data.order) }) };
      case 'redemption.committed.v1':
        return doc && { ...doc, state: 'committed', changedAt, ...(event.data.order === undefined ? {} : { order: orderKey(event.data.order) }) };
      case 'redemption.released.v1':
        return doc && { ...doc, state: 'released', changedAt };
      case 'redemption.lapsed.v1':
        return doc && { ...doc, state: 'lapsed', changedAt };
      case 'redemption.reversed.v1':
        return doc && { ...doc, state: event.data.complete ? 'reversed' : doc.state, refundedMinor: doc.refundedMinor + event.data.refundMinor, changedAt };
    }
  },
};

function begun({ data, effectiveAt }: Extract<RedemptionEvent, { type: 'redemption.held.v1' | 'redemption.redeemed.v1' }>): Omit<RedemptionDocument, 'state'> {
  const { redemptionId, request: { member, cartId, basket }, result, uses } = data;
  const campaigns = uses.map(({ campaignId }) => campaignId);
  const codes = uses.flatMap(({ code }) => code ?? []);
  return {
    redemptionId, ...(member === undefined ? {} : { memberId: member.memberId }), ...(cartId === undefined ? {} : { cartId }),
    ...(campaigns.length === 0 ? {} : { campaignId: campaigns[0]! }), ...(codes.length === 0 ? {} : { code: codes[0]! }), campaigns, codes,
    currency: basket.currency, discountMinor: result.totals.discountMinor, refundedMinor: 0, heldAt: effectiveAt, changedAt: effectiveAt,
  };
}

export function orderKey({ shop, orderId }: { readonly shop: string; readonly orderId: string }): string {
  return `${shop}/${orderId}`;
}
