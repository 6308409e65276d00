export { activity } from './activity/activity';
export { cart, type AbandonIfIdle, type CartCommand, type CartState, type CheckOut } from './cart/cart';
export { customer } from './customer/customer';
export * from './facts/fact-decider';
export { priceOrder } from './facts/price-order';
export { readFact } from './facts/read-fact';
export type { Told } from './facts/told';
export { order, type OrderState } from './order';
export { sku } from './sku/sku';
