import type { LotSlice } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';
import { holds } from '../violation';

interface Kept {
  points: number;
  earnedAt: string;
  expiresAt?: string | undefined;
  availableAt?: string | undefined;
  sliding?: true | undefined;
}

const FAR = '9999';

/** Open lots by their ids, with their sum kept up to date. */
export class LotBook {
  points = 0;
  private readonly lots = new Map<string, Kept>();

  has(lotId: string): boolean {
    return this.lots.has(lotId);
  }

  add({ lotId, points, earnedAt, expiresAt, sliding, ...more }: LotSlice & { readonly availableAt?: string }, event: RecordedEvent): void {
    holds(points > 0, 10, 'A lot without points', { event });
    const lot = this.lots.get(lotId);
    if (lot === undefined) this.lots.set(lotId, { points, earnedAt, expiresAt, sliding, availableAt: more.availableAt });
    else lot.points += points;
    this.points += points;
  }

  /** Slices of unexpired lots; no lot that is left open lapses before one that was taken from. */
  takeInOrder(slices: readonly LotSlice[], event: RecordedEvent): void {
    let last = '';
    for (const slice of slices) {
      const lot = this.lots.get(slice.lotId);
      if (lot !== undefined && keyOf(lot) > last) last = keyOf(lot);
      this.take(slice, event);
    }
    if (slices.length === 0) return;
    const taken = new Set(slices.map(({ lotId }) => lotId));
    for (const [lotId, lot] of this.lots) {
      holds(taken.has(lotId) || keyOf(lot) >= last, 10, 'A debit passed over a lot that lapses earlier', { event, lotId });
    }
  }

  take({ lotId, points }: { readonly lotId: string; readonly points: number }, event: RecordedEvent): void {
    const lot = this.lots.get(lotId);
    holds(lot !== undefined && lot.points >= points && points > 0, 10, 'Points were taken from a lot that has not got them', { event, lotId, points, left: lot?.points ?? 0 });
    // The time of the decision: a commit is stamped when the last of its commands is decided.
    holds(lot.expiresAt === undefined || lot.expiresAt > event.effectiveAt, 10, 'Points were taken from a lot that had lapsed', { event, lotId, expiresAt: lot.expiresAt });
    this.reduce(lotId, lot, points);
  }

  takeAll(lotId: string, points: number, event: RecordedEvent): LotSlice {
    const lot = this.lots.get(lotId);
    holds(lot !== undefined && lot.points === points, 10, 'A lot was not activated as a whole', { event, lotId });
    this.reduce(lotId, lot, points);
    return { lotId, ...lot, points } as unknown as LotSlice;
  }

  lapse(lotId: string, points: number, event: RecordedEvent): void {
    const lot = this.lots.get(lotId);
    holds(lot !== undefined && lot.points === points, 10, 'A lot did not lapse as a whole', { event, lotId, left: lot?.points ?? 0 });
    holds(lot.expiresAt !== undefined && lot.expiresAt <= event.effectiveAt, 10, 'A lot lapsed before its time', { event, lotId, expiresAt: lot.expiresAt });
    this.reduce(lotId, lot, points);
  }

  move(concerned: (slice: LotSlice) => boolean, expiresAt: string | undefined): void {
    for (const [lotId, lot] of this.lots) if (concerned({ lotId, ...lot } as unknown as LotSlice)) lot.expiresAt = expiresAt;
  }

  /** Moments at which the clock alone changes something. */
  *turns(): Generator<string> {
    for (const { expiresAt, availableAt } of this.lots.values()) {
      if (expiresAt !== undefined) yield expiresAt;
      if (availableAt !== undefined) yield availableAt;
    }
  }

  unexpired(at: string): number {
    let points = 0;
    for (const lot of this.lots.values()) if (lot.expiresAt === undefined || lot.expiresAt > at) points += lot.points;
    return points;
  }

  /** Points that wait for a moment which has come. */
  ripe(at: string): number {
    let points = 0;
    for (const lot of this.lots.values()) {
      if (lot.availableAt !== undefined && lot.availableAt <= at && (lot.expiresAt === undefined || lot.expiresAt > at)) points += lot.points;
    }
    return points;
  }

  private reduce(lotId: string, lot: Kept, points: number): void {
    lot.points -= points;
    this.points -= points;
    if (lot.points === 0) this.lots.delete(lotId);
  }
}

function keyOf({ expiresAt = FAR, earnedAt }: Kept): string {
  return `${expiresAt}/${earnedAt}`;
}
