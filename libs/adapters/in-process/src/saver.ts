import { isDomainError, type DomainError } from '@loyalty/kernel';
import { corrupt } from '@loyalty/ledger';
import type { CheckpointStore, Timer } from '@loyalty/messaging';
import type { InProcessLimits } from './options';

export interface SaverParts {
  readonly consumer: string;
  readonly logId: string;
  readonly store: CheckpointStore;
  readonly timer: Timer;
  readonly limits: InProcessLimits;
  readonly stopping: AbortSignal;
}

/** Saves a consumer's checkpoint now and then: an old one costs repeats after a crash, one for every event costs more. */
export class CheckpointSaver {
  /** Why the last attempt failed; the next is made when its time comes. */
  error: DomainError | undefined;
  private saving: Promise<void> = Promise.resolve();
  private underWay = 0;
  private sleeping = false;

  constructor(private readonly parts: SaverParts, private saved: number, private readonly position: () => number) {}

  /** The position may have moved. */
  moved(): void {
    const behind = this.position() - this.saved;
    if (behind >= this.parts.limits.saveEvery && this.error === undefined && this.underWay === 0) void this.save();
    else if (behind > 0 && !this.sleeping && !this.parts.stopping.aborted) void this.saveLater();
  }

  /** Resolves when the position of now is saved, or could not be. */
  save(): Promise<void> {
    this.underWay += 1;
    this.saving = this.saving.then(() => this.saveNow()).finally(() => (this.underWay -= 1));
    return this.saving;
  }

  private async saveLater(): Promise<void> {
    this.sleeping = true;
    await this.parts.timer.sleep(this.parts.limits.saveEvery_ms, this.parts.stopping);
    this.sleeping = false;
    if (this.parts.stopping.aborted) return;
    await this.save();
    this.moved();
  }

  private async saveNow(): Promise<void> {
    const position = this.position();
    if (position <= this.saved) return;
    try {
      await this.parts.store.save(this.parts.consumer, { position, logId: this.parts.logId });
      this.saved = position;
      this.error = undefined;
    } catch (error) {
      this.error = isDomainError(error) ? error : corrupt('checkpoint_not_saved', String(error), { consumer: this.parts.consumer });
    }
  }
}
