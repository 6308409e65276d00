export * from './batch.dto';
export * from './give.dto';
