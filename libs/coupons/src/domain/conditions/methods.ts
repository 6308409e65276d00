import type { PaymentMethodIs, ShippingMethodIs } from '@loyalty/contracts';
import { texts } from '../arguments/goods-fields';
import { because, type ConditionKind } from './condition-kind';

export const shippingMethod: ConditionKind<ShippingMethodIs> = {
  kind: 'shippingMethod',
  text: { en: 'Shipping method', he: 'שיטת משלוח' },
  fields: { anyOf: texts('One of', 'אחת מ') },
  fails({ anyOf }, { request: { basket } }) {
    return basket.shipping?.some(({ method }) => anyOf.includes(method)) ? undefined : because('other_shipping_method');
  },
};

/** Not told yet is not fulfilled. */
export const paymentMethod: ConditionKind<PaymentMethodIs> = {
  kind: 'paymentMethod',
  text: { en: 'Means of payment', he: 'אמצעי תשלום' },
  fields: { anyOf: texts('One of', 'אחד מ') },
  fails({ anyOf }, { request: { basket } }) {
    return basket.paymentMethod !== undefined && anyOf.includes(basket.paymentMethod) ? undefined : because('other_payment_method');
  },
};
