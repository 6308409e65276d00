export * from './rule.dto';
