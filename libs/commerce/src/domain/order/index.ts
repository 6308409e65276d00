export { order } from './order';
export type { OrderState } from './state';
