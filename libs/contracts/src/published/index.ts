export * from './assert-published';
export { closed } from './closed';
export * from './events';
