export interface LotPart {
  readonly lotId: string;
  readonly points: number;
}

const NO_IDS: string[] = [];
const NO_POINTS: number[] = [];

/**
 * Points by lot, or by hold. Two plain lists: an account has a few dozen lots and debits take the oldest, so what is
 * looked for stands at the front, and no table is built anew with every debit.
 */
export class LotRegister {
  private ids: string[] = NO_IDS;
  private points: number[] = NO_POINTS;
  total = 0;

  of(id: string): number {
    return this.points[this.ids.indexOf(id)] ?? 0;
  }

  /** Adds to what the lot has, or opens it. */
  put(id: string, points: number): void {
    const at = this.ids.indexOf(id);
    this.total += points;
    if (at >= 0) {
      this.points[at]! += points;
    } else if (this.ids.length === 0) {
      // Most accounts have no hold and nothing pending: what they do not have takes no memory.
      if (points !== 0) [this.ids, this.points] = [[id], [points]];
    } else if (points !== 0) {
      this.ids.push(id);
      this.points.push(points);
    }
  }

  /** Takes out, if there is as much; an empty lot is gone. */
  take(id: string, points: number): boolean {
    const at = this.ids.indexOf(id);
    const left = (this.points[at] ?? 0) - points;
    if (!(left >= 0)) return false;
    this.total -= points;
    if (left > 0) {
      this.points[at] = left;
    } else if (at >= 0) {
      this.ids.splice(at, 1);
      this.points.splice(at, 1);
    }
    return true;
  }
}
