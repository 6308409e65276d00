import type { Instant } from '@loyalty/kernel';

/** What was answered to a command, kept for ever under its id: the same command gets the same answer again. */
export interface CommandOutcome {
  readonly commandId: string;
  /** Hash of the command's body: the same id with another body is refused. */
  readonly fingerprint: string;
  readonly recordedAt: Instant;
  /** Position of the log's last event once this command was applied or refused. */
  readonly position: number;
  /** `applied` with the answer, or `rejected` with the error; JSON text, stored and given back as it is. */
  readonly status: 'applied' | 'rejected';
  readonly answer: string;
}
