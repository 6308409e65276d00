export type { BadRequest } from './bad-request';
export { nearMiss } from './near-miss';
export { exchange, type RawAnswer } from './raw-http';
export * from './refusing-service';
export { sameVerdict } from './same-verdict';
export * from './test-service';
