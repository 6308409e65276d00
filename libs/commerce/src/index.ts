export * from './commerce.module';
export * from './application/abandon-idle-carts';
export * from './application/record-facts';
export * from './application/settle-parked';
export * from './domain';
export * from './views';
