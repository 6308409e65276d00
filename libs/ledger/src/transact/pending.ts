import { DomainError } from '@loyalty/kernel';
import type { OutcomeToAppend } from '../log/event-store';
import type { Command, Result, Work } from './command';

/** A command between being asked and being answered. */
export interface Pending {
  readonly command: Command;
  readonly work: Work<unknown>;
  readonly promise: Promise<Result<unknown>>;
  resolve(result: Result<unknown>): void;
  reject(error: unknown): void;
  /** How often it was decided; another writer may force it to be decided anew. */
  attempts: number;
  /** With how many others it may be committed; fewer and fewer while one of them is sought that the store refuses. */
  together: number;
}

export function pending(command: Command, work: Work<unknown>): Pending {
  const { promise, resolve, reject } = Promise.withResolvers<Result<unknown>>();
  return { command, work, promise, resolve, reject, attempts: 0, together: Infinity };
}

/** What a command came to; the answer or the error is told only once it is durable. */
export interface Decided {
  readonly pending: Pending;
  readonly outcome: OutcomeToAppend;
  readonly answer?: unknown;
  readonly error?: DomainError;
}

/** The same id stands for another command already. */
export function commandIdReused(commandId: string): DomainError {
  return new DomainError('conflict', 'command_id_reused', 'This command id was used for another command', { commandId });
}

/** Whether a refusal is an answer, to be recorded and repeated, or a failure of ours that may be tried again. */
export function isAnswer(error: unknown): error is DomainError {
  return error instanceof DomainError && !error.retryable && error.category !== 'corruption';
}
