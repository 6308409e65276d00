export * from './double';
export * from './file-storage';
export * from './storage';
export type { AppendLimits } from './limits';
