export * from './mutation';
export * as product from './product';
export * from './simulate';
export * from './swarm';
export * from './violation';
export { proxied } from './world/observed-ledger';
export type { TraceLine } from './world/trace';
export type { Body, Reply, Request } from './work/request';
export { fingerprintOf, type Service } from './work/service';
