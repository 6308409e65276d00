export * from './commerce';
export * from './contexts';
export * from './coupons';
export * from './fields';
export * from './localized-text';
export * from './messages';
export * from './points';
