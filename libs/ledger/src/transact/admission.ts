import { DomainError, invalid } from '@loyalty/kernel';
import { storeClosed } from '../log/errors';
import { COMMAND_ID_LENGTH_MAX } from '../log/limits';
import type { Command } from './command';
import { commandIdReused, type Pending } from './pending';

export interface AdmissionLimits {
  /** Commands waiting or being decided. */
  readonly commands: number;
  /** Characters of the bodies of those commands. */
  readonly characters: number;
  /** Commands decided in one go. */
  readonly batch: number;
  /** Of more waiting commands than this only half are decided in one go. */
  readonly halvedAbove: number;
}

/** Who may come in, and whose turn is next. */
export class Admission {
  private readonly inFlight = new Map<string, Pending>();
  private waiting: Pending[] = [];
  private characters = 0;
  private closed = false;

  constructor(private readonly limits: AdmissionLimits) {}

  /** How many commands are not answered yet. */
  get depth(): number {
    return this.inFlight.size;
  }

  get hasWaiting(): boolean {
    return this.waiting.length > 0;
  }

  /** Whether one more would be too many. */
  get isFull(): boolean {
    return this.inFlight.size >= this.limits.commands || this.characters > this.limits.characters;
  }

  /** From now on nobody comes in. */
  close(): void {
    this.closed = true;
  }

  /** Throws `store_closed` or `command_id_invalid`. */
  assertMayEnter({ id }: Command): void {
    if (this.closed) throw storeClosed();
    if (id.length === 0 || id.length > COMMAND_ID_LENGTH_MAX || !id.isWellFormed()) {
      throw invalid('command_id_invalid', `A command id has 1 to ${COMMAND_ID_LENGTH_MAX} characters of Unicode`, { length: id.length });
    }
  }

  /** The same command, where it came in before and is not answered yet. Throws `command_id_reused` when it had another body. */
  same({ id, fingerprint }: Command): Pending | undefined {
    const same = this.inFlight.get(id);
    if (same !== undefined && same.command.fingerprint !== fingerprint) throw commandIdReused(id);
    return same;
  }

  enter(entry: Pending): void {
    this.inFlight.set(entry.command.id, entry);
    this.characters += entry.command.length ?? 0;
    this.waiting.push(entry);
  }

  /** The next commands that are decided in one go; they are no longer waiting. */
  take(): Pending[] {
    const { batch, halvedAbove } = this.limits;
    const { together } = this.waiting[0]!;
    const all = this.waiting.length;
    const most = Math.min(batch, together, all > halvedAbove ? Math.max(halvedAbove, Math.ceil(all / 2)) : all);
    let count = 1;
    while (count < most && this.waiting[count]!.together === together) count += 1;
    return this.waiting.splice(0, count);
  }

  /** These wait again, before all others. */
  again(entries: readonly Pending[]): void {
    this.waiting = [...entries, ...this.waiting];
  }

  /** This one is being answered. */
  leave({ command: { id, length = 0 } }: Pending): void {
    this.inFlight.delete(id);
    this.characters -= length;
  }
}

export function overloaded(waiting: number): DomainError {
  return new DomainError('overloaded', 'overloaded', 'Too many commands are waiting', { waiting, retryAfterMs: 250 });
}
