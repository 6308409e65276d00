export * from './log/sqlite-event-store';
export * from './log/sqlite-provable-log';
export * from './log/sqlite-stream-reader';
export * from './open-database';
export * from './views/open-views';
export * from './views/sqlite-checkpoint-store';
export * from './views/sqlite-parked-store';
export * from './views/sqlite-view-store';
