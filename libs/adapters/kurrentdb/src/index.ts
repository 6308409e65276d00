export * from './log/kurrent-event-store';
export type { KurrentOptions } from './log/parts';
export * from './proof/kurrent-provable-log';
export * from './proof/kurrent-stream-reader';
export { Notary, type NotaryOptions } from './proof/notary';
export { NotaryDuty, type NotaryStatus } from './proof/notary-duty';
export type { StoredSnapshots } from './proof/stored-snapshots';
