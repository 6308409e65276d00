import type { IssueCoupon } from '@loyalty/contracts';
import { name, whole } from '../arguments/plain';
import type { EffectKind } from './effect-kind';

export const issueCoupon: EffectKind<IssueCoupon> = {
  kind: 'issueCoupon',
  text: { en: 'Coupon for the next order', he: 'קופון להזמנה הבאה' },
  phase: 'payment',
  fields: { campaignId: name('Campaign of the coupon', 'מבצע הקופון'), quantity: whole('Quantity', 'כמות', 1, 100) },
  give: ({ campaignId, quantity }) => ({ coupon: { couponOf: campaignId, quantity } }),
  needs: () => undefined,
};
