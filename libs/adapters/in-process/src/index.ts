export * from './in-process-bus';
export { DEFAULT_LIMITS, type InProcessLimits, type InProcessParts } from './options';
