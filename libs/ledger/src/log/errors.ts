import { DomainError } from '@loyalty/kernel';

/** Another writer got to the stream first: nothing of the commit was written. */
export function revisionConflict(stream: string, expected: number, actual: number): DomainError {
  return new DomainError('conflict', 'revision_conflict', `${stream} is at revision ${actual}, not ${expected}`, { stream, expected, actual }, { retryable: true });
}

/** The store could not do it now. Whether a commit in flight was taken is settled by asking again with the same command id. */
export function storeUnavailable(reason: string, cause?: unknown): DomainError {
  return new DomainError('unavailable', 'store_unavailable', `The store is not available: ${reason}`, { reason }, { cause });
}

export function storeClosed(): DomainError {
  return new DomainError('unavailable', 'store_closed', 'The event store is closed', {});
}

/** A consumer remembers a place that this log has not reached: it belongs to another log, or the log was truncated. */
export function checkpointAhead(consumer: string, checkpoint: number, head: number): DomainError {
  return new DomainError('corruption', 'checkpoint_ahead', `${consumer} has seen position ${checkpoint}, but the log ends at ${head}`, { consumer, checkpoint, head });
}

/** A consumer remembers a place in another log: nothing that it holds can be continued from this one. */
export function checkpointOfOtherLog(consumer: string, remembered: string, logId: string): DomainError {
  return new DomainError('corruption', 'checkpoint_of_other_log', `${consumer} was following log ${remembered}, this is ${logId}`, { consumer, remembered, logId });
}

/** A later writer has opened the log; this one writes no more. */
export function fenced(epoch: number, current: number): DomainError {
  return new DomainError('corruption', 'fenced', 'Another writer has taken the log over', { epoch, current });
}

/** What the log holds contradicts itself; nothing is guessed and nothing is written. */
export function corrupt(code: string, message: string, facts: Record<string, unknown>): DomainError {
  return new DomainError('corruption', code, message, facts);
}

/** Another writer has recorded an answer under this id already: nothing of the commit was written. */
export function commandRecorded(commandId: string): DomainError {
  return new DomainError('conflict', 'command_recorded', 'This command has been answered already', { commandId }, { retryable: true });
}

/** The commit on which this one was decided was refused: nothing of this one was written either. */
export function baseNotTaken(): DomainError {
  return new DomainError('conflict', 'base_not_taken', 'The commit before it was refused', {}, { retryable: true });
}

/** Whether a commit was refused for what another writer did first: decided anew it may be taken. */
export function isLostRace(error: unknown): boolean {
  const { code } = (error ?? {}) as Partial<DomainError>;
  return code === 'revision_conflict' || code === 'command_recorded';
}

/** Whether a commit was refused for what is in it, so that nothing was written and asking again cannot help. */
export function isRefusedContent(error: unknown): boolean {
  return error instanceof DomainError && error.category === 'validation';
}
