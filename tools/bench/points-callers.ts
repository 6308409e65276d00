import { randomUUID } from 'node:crypto';
import { isDomainError, seededRandom, uuidSource, type SeededRandom } from '@loyalty/kernel';
import { wallClock } from './clock';
import type { Options } from './options';

/** A request to move points, and what it was answered, so that a repeat can be held against it. */
export interface Asked {
  readonly id: string;
  readonly kind: 'earn' | 'redeem';
  readonly memberId: string;
  readonly points: number;
  /** Where the log was once it was applied. */
  position?: number;
}

/** Puts a request, to the ledger or through a door. Rejects with the DomainError of a refusal. */
export type Put = (asked: Asked) => Promise<{ readonly position: number; readonly repeated: boolean }>;

/** Of 100 requests, 70 earn, 25 redeem and 5 repeat, under its id, one of those asked last. */
const EARN_BELOW = 70;
const REDEEM_BELOW = 95;
const REMEMBERED = 8_192;
/** What every account gets before the run, so that few redemptions find nothing. */
const OPENING_POINTS = 1_000;

type Chosen = Pick<Options, 'accounts' | 'seed' | 'ids' | 'earn' | 'redeem'>;

/** The callers of the workloads: requests with fresh ids, chosen by a seed. */
export class PointsCallers {
  /** Points that were given out and spent by commands which were answered `applied`; the books must say the same. */
  issued = 0;
  redeemed = 0;
  applied = 0;
  private readonly random: SeededRandom;
  private readonly newId: () => string;
  private readonly recent: Asked[] = [];
  private asked = 0;

  constructor(private readonly put: Put, private readonly options: Chosen) {
    this.random = seededRandom(options.seed);
    this.newId = options.ids === 'v4' ? randomUUID : uuidSource(wallClock, this.random);
  }

  /** Gives every account its opening points. */
  async open(together = 4_096): Promise<void> {
    const waiting: Promise<string>[] = [];
    for (let i = 0; i < this.options.accounts; i += 1) {
      waiting.push(this.ask(this.request('earn', `m${i}`, OPENING_POINTS), false));
      if (waiting.length === together) await Promise.all(waiting.splice(0));
    }
    await Promise.all(waiting);
  }

  /** One request of the mix. */
  readonly send = (): Promise<string> => {
    const roll = this.random.int(100);
    if (roll >= REDEEM_BELOW && this.recent.length > 0) return this.ask(this.random.pick(this.recent), true);
    return this.sendNew(roll);
  };

  /** One request that is no repeat. */
  readonly sendNew = (roll = this.random.int(REDEEM_BELOW)): Promise<string> => {
    const memberId = `m${this.random.int(this.options.accounts)}`;
    const request = roll < EARN_BELOW ? this.request('earn', memberId, this.options.earn) : this.request('redeem', memberId, this.options.redeem);
    this.recent[this.asked % REMEMBERED] = request;
    this.asked += 1;
    return this.ask(request, false);
  };

  private request(kind: 'earn' | 'redeem', memberId: string, points: number): Asked {
    return { id: this.newId(), kind, memberId, points };
  }

  private async ask(request: Asked, again: boolean): Promise<string> {
    // Of two on their way at once, either may arrive first at a door.
    const answered = request.position !== undefined;
    try {
      const result = await this.put(request);
      if (again) return (result.repeated || !answered) && (request.position ?? result.position) === result.position ? 'repeated' : 'error repeat_differs';
      request.position = result.position;
      this.applied += 1;
      if (request.kind === 'earn') this.issued += request.points;
      else this.redeemed += request.points;
      return 'applied';
    } catch (error) {
      if (!isDomainError(error)) throw error;
      return error.code === 'insufficient_points' ? (again ? 'repeated' : 'rejected insufficient_points') : `error ${error.code}`;
    }
  }
}
