export { carts, findIdleCarts, type CartDocument } from './carts';
export { orders, type OrderDocument, type OrderStatus } from './orders';
export { parkedFacts, type ParkedDocument } from './parked';
export { products, type ProductDocument } from './products';
