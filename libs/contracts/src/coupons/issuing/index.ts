export * from './dto';
export * from './event-types';
export * from './events';
export * from './limits';
export * from './rule';
