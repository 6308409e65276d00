import { BOOK_ACCOUNTS, type BookAccount, type Lot, type LotSlice, type PointsAccountEvent, type Postings } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';
import { holds } from '../violation';
import { LotBook } from './lot-book';

type Event = RecordedEvent & PointsAccountEvent;
type Slices = readonly LotSlice[];

interface Hold {
  readonly points: number;
  readonly expiresAt: string;
  slices: Slices;
}

const sum = (slices: readonly { readonly points: number }[]) => slices.reduce((total, { points }) => total + points, 0);

/** One account as a second, simpler reading of its events tells it. Shares no code with the account it checks. */
export class AccountBooks {
  readonly books = Object.fromEntries(BOOK_ACCOUNTS.map((name) => [name, 0])) as Record<BookAccount, number>;
  readonly lots = new LotBook();
  readonly pending = new LotBook();
  readonly open = new Map<string, Hold>();
  readonly frozen = { spending: false, earning: false };
  /** Whether it ever took no points. */
  wasFrozen = false;
  private held = 0;
  private readonly awards = new Map<string, { points: number; back: number }>();
  private readonly redemptions = new Map<string, { points: number; back: number; slices: Slices; byLot: Map<string, number> }>();

  constructor(private readonly debtAllowed: () => boolean) {}

  take(event: Event): void {
    const { data } = event;
    this.post(event, data.postings);
    this.apply(event);
    const { available, pending, held, debt } = this.books;
    const { stream, revision } = event;
    const at = { stream, revision, type: event.type };
    holds(this.lots.points === available && this.pending.points === pending && this.held === held, 10, 'Lots, pending lots and holds do not add up to the books', { ...at, books: { available, pending, held }, lots: this.lots.points, pendingLots: this.pending.points, holds: this.held });
    holds(available >= 0 && pending >= 0 && held >= 0, 2, 'A balance is below zero', { ...at, available, pending, held });
    holds(debt <= 0 && (debt === 0 || this.debtAllowed()), 2, 'Debt where the wallet allows none', { ...at, debt });
    const told = data.balances;
    holds(told.available === available && told.pending === pending && told.held === held && told.debt === debt, 7, 'The event tells other balances than the events before it lead to', { ...at, told, books: { available, pending, held, debt } });
  }

  /** What could be spent at some moment of a time, both ends included: where the clock changes it, each amount in turn. */
  spendableBetween(from: string, to: string): number[] {
    const turns = [...this.lots.turns(), ...this.pending.turns(), ...Array.from(this.open.values(), ({ expiresAt }) => expiresAt)];
    return [from, to, ...turns.filter((at) => at > from && at < to)].map((at) => this.spendableAt(at));
  }

  /** What could be spent at an instant: with all that the clock has brought about by then, written down or not. */
  private spendableAt(at: string): number {
    let points = this.lots.unexpired(at) + this.pending.ripe(at);
    for (const { expiresAt, slices } of this.open.values()) {
      if (expiresAt <= at) points += sum(slices.filter((slice) => slice.expiresAt === undefined || slice.expiresAt > at));
    }
    return Math.max(0, points + this.books.debt);
  }

  /** Points of an award that were taken back so far, those let go included. */
  takenBack(awardId: string): number {
    return this.awards.get(awardId)?.back ?? 0;
  }

  private post({ stream, revision }: Event, postings: Postings): void {
    let total = 0;
    for (const [name, points] of Object.entries(postings)) {
      this.books[name as BookAccount] += points;
      total += points;
    }
    holds(total === 0, 1, 'The postings of an event do not add up to zero', { stream, revision, postings });
  }

  private apply(event: Event): void {
    switch (event.type) {
      case 'points.earned.v1':
        this.awards.set(event.data.lot.lotId, { points: event.data.points, back: 0 });
        return this.opened(event, [event.data.lot]);
      case 'points.transferred.in.v1':
        holds(sum(event.data.lots) === event.data.points, 10, 'Lots do not add up', { event });
        return this.opened(event, event.data.lots);
      case 'points.activated.v1':
        for (const { lotId, points } of event.data.lots) this.lots.add(this.pending.takeAll(lotId, points, event), event);
        return;
      case 'points.expired.v1':
        for (const { lotId, points } of event.data.lots) (this.lots.has(lotId) ? this.lots : this.pending).lapse(lotId, points, event);
        return;
      case 'points.held.v1':
        this.debit(event, event.data.slices, event.data.points);
        holds(!this.open.has(event.data.holdId), 9, 'Two holds of one id', { event });
        this.open.set(event.data.holdId, { points: event.data.points, slices: event.data.slices, expiresAt: event.data.expiresAt });
        this.held += event.data.points;
        return;
      case 'points.captured.v1': {
        const { holdId, points, slices, released, expired, redemptionId } = event.data;
        const hold = this.resolve(event, holdId);
        holds(hold.expiresAt > event.effectiveAt, 9, 'A hold was captured after it had run out', { event });
        holds(sum(slices) === points && points + sum(released) + sum(expired) === hold.points, 9, 'Captured, released and expired do not add up to what was held', { event, held: hold.points });
        this.redemptions.set(redemptionId, { points, back: 0, slices, byLot: new Map() });
        return this.back(event, released);
      }
      case 'points.released.v1': {
        const { holdId, points, released, expired, reason } = event.data;
        const hold = this.resolve(event, holdId);
        holds(points === hold.points && sum(released) + sum(expired) === points, 9, 'Released and expired do not add up to what was held', { event, held: hold.points });
        holds(reason === 'released' ? hold.expiresAt > event.effectiveAt : hold.expiresAt <= event.effectiveAt, 9, 'A hold ended at the wrong time', { event, expiresAt: hold.expiresAt });
        return this.back(event, released);
      }
      case 'points.redeemed.v1':
        this.redemptions.set(event.data.redemptionId, { points: event.data.points, back: 0, slices: event.data.slices, byLot: new Map() });
        return this.debit(event, event.data.slices, event.data.points);
      case 'points.transferred.out.v1':
      case 'points.debt.paid.v1':
        return this.debit(event, event.data.slices, event.data.points);
      case 'points.adjusted.v1':
        if (event.data.lot === undefined) return this.debit(event, event.data.slices, -event.data.points);
        this.awards.set(event.data.lot.lotId, { points: event.data.points, back: 0 });
        return this.opened(event, [event.data.lot]);
      case 'points.clawed.back.v1':
        return this.clawedBack(event);
      case 'points.reinstated.v1':
        return this.reinstated(event);
      case 'points.frozen.v1':
      case 'points.unfrozen.v1':
        if (event.data.scope !== 'earning') this.frozen.spending = event.type === 'points.frozen.v1';
        if (event.data.scope !== 'spending') this.frozen.earning = event.type === 'points.frozen.v1';
        this.wasFrozen ||= this.frozen.earning;
        return;
      case 'points.lot.expiry.moved.v1': {
        const { lots, expiresAt } = event.data;
        const concerned = (slice: LotSlice) => (lots === 'sliding' ? slice.sliding === true : lots.includes(slice.lotId));
        this.lots.move(concerned, expiresAt);
        this.pending.move(concerned, expiresAt);
        for (const hold of this.open.values()) hold.slices = hold.slices.map(({ expiresAt: before, ...slice }) => ({ ...slice, ...(concerned(slice) ? { expiresAt } : { expiresAt: before }) }) as LotSlice);
        return;
      }
      case 'points.expiry.warned.v1':
    }
  }

  private opened(event: Event, lots: readonly Lot[]): void {
    for (const lot of lots) (event.data.postings.pending === undefined ? this.lots : this.pending).add(lot, event);
  }

  /** A debit takes unexpired points in the order of their expiry, and says from where. */
  private debit(event: Event, slices: Slices, points: number): void {
    holds(sum(slices) === points, 10, 'The slices of a debit do not add up', { event });
    this.lots.takeInOrder(slices, event);
  }

  private resolve(event: Event, holdId: string): Hold {
    const hold = this.open.get(holdId);
    holds(hold !== undefined, 9, 'A hold was resolved that is not open', { event });
    this.open.delete(holdId);
    this.held -= hold.points;
    return hold;
  }

  private back(event: Event, slices: Slices): void {
    for (const slice of slices) this.lots.add(slice, event);
  }

  private clawedBack(event: Extract<Event, { type: 'points.clawed.back.v1' }>): void {
    const { awardId, points, forgone, debt, slices } = event.data;
    const award = this.awards.get(awardId);
    holds(award !== undefined, 14, 'A claw-back of something that was never awarded', { event });
    award.back += points + forgone;
    holds(award.back <= award.points, 14, 'Claw-backs took more than the award gave', { event, gave: award.points, taken: award.back });
    holds(sum(slices) + debt === points, 10, 'The slices of a claw-back do not add up', { event });
    for (const slice of slices) (this.pending.has(slice.lotId) ? this.pending : this.lots).take(slice, event);
  }

  private reinstated(event: Extract<Event, { type: 'points.reinstated.v1' }>): void {
    const { redemptionId, points, slices, expired } = event.data;
    const redemption = this.redemptions.get(redemptionId);
    holds(redemption !== undefined, 14, 'A reinstatement of something that was never redeemed', { event });
    redemption.back += points;
    holds(redemption.back <= redemption.points && sum(slices) + sum(expired) === points, 14, 'More was given back than was redeemed', { event, redeemed: redemption.points, back: redemption.back });
    for (const { lotId, points: back } of [...slices, ...expired]) {
      const took = redemption.slices.find((slice) => slice.lotId === lotId);
      // Points whose lot has lapsed come back in a lot of their own.
      if (took === undefined) continue;
      const total = (redemption.byLot.get(lotId) ?? 0) + back;
      redemption.byLot.set(lotId, total);
      holds(total <= took.points, 14, 'More went back to a lot than was taken from it', { event, lotId, took: took.points, back: total });
    }
    this.back(event, slices);
  }
}
