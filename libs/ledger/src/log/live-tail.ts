import type { RecordedEvent } from './event';
import type { Page, ReadAllOptions } from './event-store';
import { parseEventLine } from './leaf';
import { categoryOf } from './stream-name';

/**
 * Keeps the newest events in memory, so that consumers which keep up never read the store for what was just written.
 * It holds their stored lines and reads each once, when the first consumer asks: so what a consumer sees now is what
 * it would see after a restart, and an append pays nothing for it. Bounded by events and by characters.
 */
export class LiveTail {
  private readonly lines: string[] = [];
  private readonly events: (RecordedEvent | undefined)[] = [];
  private waiters: (() => void)[] = [];
  private last: number;
  private characters = 0;

  constructor(head: number, private readonly capacity = 16_384, private readonly charactersMax = 64 * 1024 * 1024) {
    this.last = head;
  }

  /** Position of the newest event. */
  get head(): number {
    return this.last;
  }

  /** Takes the lines of events that just became durable, in order, and wakes whoever waits for them. */
  push(lines: readonly string[]): void {
    if (lines.length === 0) return;
    for (const line of lines) {
      this.lines.push(line);
      this.events.push(undefined);
      this.characters += line.length;
    }
    this.last += lines.length;
    if (this.lines.length > this.capacity * 2 || this.characters > this.charactersMax * 2) this.forget();
    this.wake();
  }

  private forget(): void {
    let surplus = 0;
    while (surplus < this.lines.length && (this.lines.length - surplus > this.capacity || this.characters > this.charactersMax)) {
      this.characters -= this.lines[surplus]!.length;
      surplus += 1;
    }
    this.lines.splice(0, surplus);
    this.events.splice(0, surplus);
  }

  /** The page, if all of it is still in memory. */
  page({ after, limit, categories }: ReadAllOptions): Page | undefined {
    if (after >= this.last) return { events: [], through: Math.max(after, this.last) };
    const from = after - (this.last - this.lines.length);
    if (from < 0) return undefined;
    const to = Math.min(from + limit, this.lines.length);
    const seen: RecordedEvent[] = [];
    for (let i = from; i < to; i += 1) seen.push((this.events[i] ??= parseEventLine(this.lines[i]!)));
    return { events: keep(seen, categories), through: after + seen.length };
  }

  /** Resolves when there is more after a position, or when woken. */
  more(after: number): Promise<void> {
    if (this.last > after) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  wake(): void {
    const woken = this.waiters;
    this.waiters = [];
    for (const resolve of woken) resolve();
  }
}

/** Only the events of these categories. */
export function keep(events: readonly RecordedEvent[], categories: readonly string[] | undefined): readonly RecordedEvent[] {
  return categories === undefined ? events : events.filter((event) => categories.includes(categoryOf(event.stream)));
}
