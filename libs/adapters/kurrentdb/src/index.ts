export * from './log/kurrent-event-store';
export type { KurrentOptions } from './log/parts';
export * from './proof/kurrent-provable-log';
export { Notary, type NotaryOptions } from './proof/notary';
