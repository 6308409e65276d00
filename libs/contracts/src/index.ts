export * from './commerce';
export * from './fields';
export * from './localized-text';
export * from './points';
