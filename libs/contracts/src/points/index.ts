export * from './account-events';
export * from './books';
export * from './earning';
export * from './other-events';
export * from './wallet';
export * from './dto';
