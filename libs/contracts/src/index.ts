export * from './commerce';
export * from './contexts';
export * from './fields';
export * from './localized-text';
export * from './points';
