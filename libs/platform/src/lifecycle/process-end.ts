import type { Logger } from '../logging/logger';
import type { Shutdown } from './shutdown';

/** What the process ends with. */
export const EXIT = {
  clean: 0,
  /** An unforeseen error, or a stop that was not clean. The log is safe in both cases. */
  failed: 1,
  /** The start was refused: configuration, keys, port, or a store that is damaged or locked. */
  refused: 2,
} as const;

/** The part of `process` that is needed; tests bring their own. */
export interface ProcessPort {
  on(event: string, listener: (argument: unknown) => void): unknown;
  off(event: string, listener: (argument: unknown) => void): unknown;
  exit(code: number): void;
}

/**
 * Ends the process in order on SIGTERM and SIGINT, at once on a second signal, and with exit code 1 on an error that
 * nobody caught: what is durable is durable, and going on with unknown damage is worse than starting again. Answers how
 * to stop listening.
 */
export function endWithProcess(process: ProcessPort, shutdown: Shutdown, log: Logger): () => void {
  const leave = (code: number) => {
    log.flush();
    process.exit(code);
  };
  const onSignal = (signal: string) => {
    if (shutdown.begun) return leave(signal === 'SIGINT' ? 130 : 143);
    void shutdown.run(signal).then((clean) => leave(clean ? EXIT.clean : EXIT.failed));
  };
  const onError = (error: unknown) => {
    log.fatal({ msg: 'uncaught error', err: error });
    leave(EXIT.failed);
  };
  const listeners = { SIGTERM: () => onSignal('SIGTERM'), SIGINT: () => onSignal('SIGINT'), uncaughtException: onError, unhandledRejection: onError };
  for (const [event, listener] of Object.entries(listeners)) process.on(event, listener);
  return () => {
    for (const [event, listener] of Object.entries(listeners)) process.off(event, listener);
  };
}
