import type { ActivityRecorded, CustomerRegistered, OrderPaid } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';
import type { Activity, PaidOrder } from '../domain/earning/occasion';

/** A paid order as earning rules see it: lines after discounts, tax known apart. */
export function paidOrder({ data: { order }, effectiveAt }: RecordedEvent<OrderPaid>): PaidOrder {
  return {
    kind: 'order',
    shop: order.shop,
    orderId: order.orderId,
    currency: order.currency,
    taxIncluded: order.taxMode === 'gross',
    channel: order.channel,
    ...(order.store === undefined ? {} : { store: order.store }),
    lines: order.lines.map(({ lineId, sku, categories = [], brand, onSale = false, amountMinor, taxMinor = 0 }) => ({
      lineId, sku, categories, onSale, amountMinor, taxMinor, ...(brand === undefined ? {} : { brand }),
    })),
    shippingMinor: order.shipping.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    shippingTaxMinor: order.shipping.reduce((sum, { taxMinor = 0 }) => sum + taxMinor, 0),
    at: effectiveAt,
  };
}

export function activity({ data, effectiveAt }: RecordedEvent<ActivityRecorded>): Activity {
  return { kind: 'activity', shop: data.shop, activity: data.activity, ...(data.channel === undefined ? {} : { channel: data.channel }), at: effectiveAt };
}

/** Joining a shop is the activity `registration`. */
export function registration({ data, effectiveAt }: RecordedEvent<CustomerRegistered>): Activity {
  return { kind: 'activity', shop: data.shop, activity: 'registration', at: effectiveAt };
}
