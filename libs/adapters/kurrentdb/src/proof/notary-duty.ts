import { DomainError, isDomainError } from '@loyalty/kernel';
import { isAnswerLost } from '../connection/kurrent-error';
import type { KurrentParts } from '../log/parts';
import { Patience } from '../log/patience';
import type { Notary, NotaryView } from './notary';

export interface NotaryStatus {
  /** `failed`: it has found the log to contradict itself or what was attested, or may not read it; it goes on no more. */
  readonly state: 'watching' | 'on duty' | 'waiting' | 'failed';
  /** The position up to which somebody has attested the log. */
  readonly attested: number;
  /** Positions between that and the end of the log; as of the last look while the server is away. */
  readonly lag: number;
  readonly error?: DomainError;
}

/** Looks in a row without a sign of another notary before it is one's own turn. */
const SILENT_LOOKS = 2;

/**
 * Of several processes with a notary of one name, one is on duty. The others look now and then at what it attests, and take
 * over when it falls silent: with the whole log again, so that a take-over proves it anew. Nobody has to be told who it is,
 * since attestations follow on each other: of two that think it their turn one is refused, and steps back.
 */
export class NotaryDuty {
  private onDuty = false;
  private seen: NotaryView | undefined;
  private silentLooks = 0;
  /** Whether another notary has shown itself. Until then a start proves the log even when it does not grow. */
  private accompanied = false;
  private away: DomainError | undefined;
  private failure: DomainError | undefined;
  private ended: Promise<void> | undefined;
  private readonly stopping = new AbortController();

  /** `every_ms`: the pause between two looks, and between two attestations. */
  constructor(private readonly notary: Notary, private readonly timer: KurrentParts['timer'], private readonly every_ms: number) {}

  /** Works until it is stopped; waits for a server that is away. `found` is told what ends it before that. */
  start(found: (error: DomainError) => void): void {
    this.ended = this.work().catch((error: unknown) => {
      this.failure = isDomainError(error) ? error : new DomainError('corruption', 'internal', 'Unexpected error of the notary', {}, { cause: error });
      found(this.failure);
    });
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.ended;
    await this.notary.close();
  }

  /** What has ended it, if anything has. */
  get failed(): DomainError | undefined {
    return this.failure;
  }

  async status(): Promise<NotaryStatus> {
    const { head, attested } = await this.lookedAt();
    const error = this.failure ?? this.away;
    const state = this.failure !== undefined ? 'failed' : this.away !== undefined ? 'waiting' : this.onDuty ? 'on duty' : 'watching';
    return { state, attested, lag: Math.max(0, head - attested), ...(error === undefined ? {} : { error }) };
  }

  private async lookedAt(): Promise<NotaryView> {
    const seen = this.seen ?? { head: 0, attested: 0 };
    return this.away !== undefined ? seen : this.notary.look().catch(() => seen);
  }

  private async work(): Promise<void> {
    const { signal } = this.stopping;
    const patience = new Patience(this.timer, signal);
    while (!signal.aborted) {
      try {
        if (patience.waited > 0) await this.notary.recollect();
        await this.turn();
        patience.succeeded();
        this.away = undefined;
        await this.timer.sleep(this.every_ms, signal);
      } catch (error) {
        if (signal.aborted) return;
        if (!isAnswerLost(error)) throw error;
        if (isDomainError(error)) this.away = error;
        await patience.wait();
      }
    }
  }

  private async turn(): Promise<void> {
    await this.watch();
    if (!this.onDuty) return;
    try {
      await this.notary.attest(this.stopping.signal);
    } catch (error) {
      if (!isDomainError(error) || error.code !== 'notary_overtaken') throw error;
      this.notary.beginAnew();
      [this.onDuty, this.silentLooks, this.accompanied] = [false, 0, true];
    }
  }

  private async watch(): Promise<void> {
    const { seen } = this;
    const { head, attested } = (this.seen = await this.notary.look());
    if (this.onDuty) return;
    if (seen !== undefined && attested !== seen.attested) [this.silentLooks, this.accompanied] = [0, true];
    else if (attested < head || !this.accompanied) this.silentLooks += 1;
    else this.silentLooks = 0;
    // What was attested beyond the end of the log was cut off: that need not be waited for.
    this.onDuty = this.silentLooks > SILENT_LOOKS || attested > head;
  }
}
