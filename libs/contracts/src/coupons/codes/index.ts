export * from './batch-events';
export * from './book-events';
export * from './coupon-events';
export * from './dto';
export * from './event-types';
export * from './format';
export * from './limits';
