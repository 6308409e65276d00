import { streamPart, type MemberBalances, type PointsAccountEvent } from '@loyalty/contracts';
import { LotRegister, type LotPart } from './lot-register';

type Data = PointsAccountEvent['data'];

/** Members of an event that put points into lots, and those that take them out; whatever is not named moves no lots. */
const LOTS_MOVED: Readonly<Record<PointsAccountEvent['type'], { readonly into?: string; readonly outOf?: string }>> = {
  'points.earned.v1': { into: 'lot' },
  'points.activated.v1': {},
  'points.expired.v1': { outOf: 'lots' },
  'points.held.v1': { outOf: 'slices' },
  'points.captured.v1': { into: 'released' },
  'points.released.v1': { into: 'released' },
  'points.redeemed.v1': { outOf: 'slices' },
  'points.adjusted.v1': { into: 'lot', outOf: 'slices' },
  'points.clawed.back.v1': { outOf: 'slices' },
  'points.reinstated.v1': { into: 'slices' },
  'points.transferred.out.v1': { outOf: 'slices' },
  'points.transferred.in.v1': { into: 'lots' },
  'points.debt.paid.v1': { outOf: 'slices' },
  'points.frozen.v1': {},
  'points.unfrozen.v1': {},
  'points.lot.expiry.moved.v1': {},
  'points.expiry.warned.v1': {},
};

/**
 * An account as the auditor's books have it: written apart from the domain's `evolve`, so that a mistake there shows
 * here, and changed in place, so that millions of events are folded in seconds and hundreds of thousands of accounts fit
 * in memory. Whatever does not add up is told as text.
 */
export class AuditedAccount implements MemberBalances {
  pending = 0;
  available = 0;
  held = 0;
  debt = 0;
  private readonly lots = new LotRegister();
  private readonly pendingLots = new LotRegister();
  private readonly holds = new LotRegister();

  private wallet: string | undefined;
  private memberId: string | undefined;

  /** Whether the stream is that of the account that an event names; worked out once, not for each event. */
  isNamed(stream: string, wallet: string, memberId: string): boolean {
    if (this.wallet === undefined && stream === `pointsAccount-${wallet}.${streamPart(memberId)}`) [this.wallet, this.memberId] = [wallet, memberId];
    return this.wallet === wallet && this.memberId === memberId;
  }

  /** Whether this program knows what the event means. */
  static knows(type: string): type is PointsAccountEvent['type'] {
    return Object.hasOwn(LOTS_MOVED, type);
  }

  post({ pending = 0, available = 0, held = 0, debt = 0 }: Data['postings']): void {
    this.pending += pending;
    this.available += available;
    this.held += held;
    this.debt += debt;
  }

  agrees({ pending, available, held, debt }: MemberBalances): boolean {
    return this.pending === pending && this.available === available && this.held === held && this.debt === debt;
  }

  get isNegative(): boolean {
    return this.pending < 0 || this.available < 0 || this.held < 0 || this.debt > 0;
  }

  /** Takes in what an event did to lots and holds; answers what is wrong with it, or undefined. Invariants 9 and 10. */
  move(event: PointsAccountEvent): string | undefined {
    const { into, outOf } = LOTS_MOVED[event.type];
    const data = event.data as unknown as Readonly<Record<string, unknown>>;
    return (outOf === undefined ? undefined : this.take(parts(data[outOf])))
      ?? (event.type === 'points.activated.v1' ? this.activate(parts(event.data.lots)) : undefined)
      ?? (event.type === 'points.held.v1' ? this.hold(event.data) : undefined)
      ?? (event.type === 'points.captured.v1' || event.type === 'points.released.v1' ? this.unhold(event) : undefined)
      ?? (into === undefined ? undefined : this.put(parts(data[into]), event.data.postings.pending !== undefined))
      ?? this.difference();
  }

  private put(lots: readonly LotPart[], pending: boolean): undefined {
    for (const { lotId, points } of lots) (pending ? this.pendingLots : this.lots).put(lotId, points);
  }

  private take(lots: readonly LotPart[]): string | undefined {
    for (const { lotId, points } of lots) {
      if (this.lots.take(lotId, points) || this.pendingLots.take(lotId, points)) continue;
      return `${points} points are taken from lot ${lotId}, which has ${this.lots.of(lotId) + this.pendingLots.of(lotId)}`;
    }
    return undefined;
  }

  private activate(lots: readonly LotPart[]): string | undefined {
    for (const { lotId, points } of lots) {
      const waiting = this.pendingLots.of(lotId);
      if (waiting !== points) return `lot ${lotId} becomes available with ${points} points and had ${waiting}`;
      this.pendingLots.take(lotId, points);
      this.lots.put(lotId, points);
    }
    return undefined;
  }

  private hold({ holdId, points, slices }: { holdId: string; points: number; slices: readonly LotPart[] }): string | undefined {
    const inSlices = sum(parts(slices));
    if (inSlices !== points) return `hold ${holdId} of ${points} points has slices of ${inSlices}`;
    if (this.holds.of(holdId) !== 0) return `hold ${holdId} is open already`;
    this.holds.put(holdId, points);
    return undefined;
  }

  private unhold(event: Extract<PointsAccountEvent, { type: 'points.captured.v1' | 'points.released.v1' }>): string | undefined {
    const { holdId, released, expired } = event.data;
    const taken = event.type === 'points.captured.v1' ? sum(parts(event.data.slices)) : 0;
    const resolved = taken + sum(parts(released)) + sum(parts(expired));
    if (this.holds.of(holdId) !== resolved) return `hold ${holdId} had ${this.holds.of(holdId)} points, ${resolved} are accounted for`;
    this.holds.take(holdId, resolved);
    return undefined;
  }

  private difference(): string | undefined {
    if (this.lots.total === this.available && this.pendingLots.total === this.pending && this.holds.total === this.held) return undefined;
    return `lots have ${this.lots.total} points, pending lots ${this.pendingLots.total}, holds ${this.holds.total}; the books have ${shown(this)}`;
  }
}

export function shown({ pending, available, held, debt }: MemberBalances): string {
  return `pending ${pending}, available ${available}, held ${held}, debt ${debt}`;
}

/** One part, several, or none. What is no slice of a lot throws, and the event is `undecodable_event`. */
function parts(value: unknown): readonly LotPart[] {
  if (value === undefined || value === null) return [];
  const list = (Array.isArray(value) ? value : [value]) as LotPart[];
  for (const { lotId, points } of list) {
    if (typeof lotId !== 'string' || !Number.isSafeInteger(points) || points < 0) throw new Error('a slice of a lot has an id and a number of points');
  }
  return list;
}

function sum(list: readonly LotPart[]): number {
  let total = 0;
  for (const { points } of list) total += points;
  return total;
}
