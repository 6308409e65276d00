import { DomainError, errorFromJson } from '@loyalty/kernel';
import { corrupt } from '../log/errors';
import type { CommandOutcome } from '../log/outcome';
import { commandIdReused, type Pending } from './pending';

const repeated = new WeakSet<object>();

/** Whether a refusal is one that was recorded before and is told again. */
export function isRepeatedRefusal(error: unknown): boolean {
  return typeof error === 'object' && error !== null && repeated.has(error);
}

/** Answers a command with what was answered under its id before; another body under the same id is refused. */
export function answerAgain(entry: Pending, { fingerprint, status, answer, position, recordedAt }: CommandOutcome): void {
  try {
    if (fingerprint !== entry.command.fingerprint) entry.reject(commandIdReused(entry.command.id));
    else if (status === 'applied') entry.resolve({ answer: JSON.parse(answer), position, recordedAt, repeated: true });
    else entry.reject(refusedAgain(answer));
  } catch (error) {
    entry.reject(error instanceof DomainError ? error : corrupt('answer_undecodable', 'A recorded answer cannot be read', { commandId: entry.command.id }));
  }
}

function refusedAgain(answer: string): DomainError {
  const refusal = errorFromJson(JSON.parse(answer));
  repeated.add(refusal);
  return refusal;
}
