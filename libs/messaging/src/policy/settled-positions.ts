interface Taken {
  position: number;
  settled: boolean;
}

/**
 * Turns events that are settled in any order into the one number that may be remembered: the position up to which all
 * are settled. Going on from there after a crash repeats events and leaves none out.
 */
export class SettledPositions {
  private readonly taken = new Map<number, Taken>();
  private readonly order: Taken[] = [];
  private first = 0;

  constructor(private lowest: number) {}

  /** Everything up to here is settled. */
  get position(): number {
    return this.lowest;
  }

  /** Events taken and not settled. */
  get open(): number {
    return this.taken.size;
  }

  /** An event is being worked on. Positions are taken in order. */
  take(position: number): void {
    const entry = { position, settled: false };
    this.taken.set(position, entry);
    this.order.push(entry);
  }

  settle(position: number): void {
    const entry = this.taken.get(position);
    if (entry === undefined) return;
    entry.settled = true;
    this.taken.delete(position);
    this.advance();
  }

  /** The log was read up to here; what lies between the taken events concerns nobody. */
  through(position: number): void {
    const last = this.order.at(-1);
    // While an early event takes long, pages that concern nobody must not pile up behind it.
    if (this.first < this.order.length && last?.settled === true) last.position = position;
    else this.order.push({ position, settled: true });
    this.advance();
  }

  private advance(): void {
    while (this.first < this.order.length && this.order[this.first]!.settled) {
      this.lowest = Math.max(this.lowest, this.order[this.first]!.position);
      this.first += 1;
    }
    if (this.first > 1_024 && this.first * 2 > this.order.length) {
      this.order.splice(0, this.first);
      this.first = 0;
    }
  }
}
