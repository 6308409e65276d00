import type { BasketLine, BasketShipping } from '@loyalty/contracts';
import { allocate } from '@loyalty/kernel';
import { priceOfUnits } from './units';

/** Neighbouring units of a line to which the same has happened. */
export interface Segment {
  /** Its line's, with where it begins. */
  readonly id: string;
  readonly from: number;
  readonly to: number;
  /** Their price before promotions. */
  readonly initial: number;
  /** What is left of it. */
  readonly left: number;
  /** An offer of buying and getting has used them. */
  readonly used: boolean;
}

/** A line or a shipping charge while promotions work on it. Never changed; a promotion makes the next one. */
export interface WorkingLine {
  readonly id: string;
  /** Where it stands in the basket, shipping after the goods. */
  readonly place: number;
  readonly goods: BasketLine | undefined;
  readonly shipping: BasketShipping | undefined;
  readonly quantity: number;
  /** Before promotions. */
  readonly initial: number;
  readonly left: number;
  /** Each unit keeps at least this. */
  readonly floor: number;
  readonly segments: readonly Segment[];
}

/** A line that no promotion has worked on. */
export function untouched(line: Pick<WorkingLine, 'id' | 'place' | 'quantity' | 'initial' | 'floor'> & Partial<Pick<WorkingLine, 'goods' | 'shipping'>>): WorkingLine {
  const { id, place, goods, shipping, quantity, initial, floor } = line;
  return { id, place, goods, shipping, quantity, initial, left: initial, floor, segments: [{ id, from: 0, to: quantity, initial, left: initial, used: false }] };
}

/** A copy of a line that belongs to whoever made it, so that what is left of it may be changed in place. */
export type OwnLine = Omit<WorkingLine, 'left' | 'segments'> & { left: number; segments: OwnSegment[] };
type OwnSegment = { -readonly [Name in keyof Segment]: Segment[Name] };

export function ownLine({ id, place, goods, shipping, quantity, initial, left, floor, segments }: WorkingLine): OwnLine {
  return { id, place, goods, shipping, quantity, initial, left, floor, segments: segments.map((segment) => ({ ...segment })) };
}

/** The line after `amount` was taken off its units [from, to), as far as that is left; `uses` marks the units as used. */
export function taken(line: WorkingLine, from: number, to: number, amount: number, uses: boolean): WorkingLine {
  const own = ownLine(line);
  takeOff(own, from, to, amount, uses);
  return own;
}

/** As `taken`, of the line itself. */
export function takeOff(line: OwnLine, from: number, to: number, amount: number, uses: boolean): void {
  // Nearly every promotion takes all units of a segment: nothing is to be cut then.
  const whole = line.segments.find((segment) => segment.from === from && segment.to === to);
  if (whole === undefined) return takeOffParts(line, from, to, amount, uses);
  const off = amount < whole.left ? amount : whole.left;
  whole.left -= off;
  whole.used ||= uses;
  line.left -= off;
}

function takeOffParts(line: OwnLine, from: number, to: number, amount: number, uses: boolean): void {
  line.segments = line.segments.flatMap((segment) => cut(line, segment, from, to));
  const inside = line.segments.filter((segment) => segment.from >= from && segment.to <= to);
  const off = Math.min(amount, inside.reduce((sum, { left }) => sum + left, 0));
  const shares = inside.length === 1 ? [off] : allocate(off, inside.map(({ id, left }) => ({ id, weight: left })));
  inside.forEach((segment, i) => {
    segment.left -= shares[i]!;
    segment.used ||= uses;
  });
  line.left -= off;
}

/** A segment in up to three, so that [from, to) begins and ends between them. */
function cut(line: OwnLine, segment: OwnSegment, from: number, to: number): OwnSegment[] {
  const begin = Math.max(from, segment.from);
  const end = Math.min(to, segment.to);
  if (begin >= end) return [segment];
  const parts = [segmentIn(line, segment, begin, end)];
  if (segment.from < begin) parts.unshift(segmentIn(line, segment, segment.from, begin));
  if (end < segment.to) parts.push(segmentIn(line, segment, end, segment.to));
  return parts;
}

function segmentIn({ id, quantity, initial }: OwnLine, segment: OwnSegment, from: number, to: number): OwnSegment {
  return {
    // Ids of lines are visible ASCII, so nothing that is added here makes one equal to another.
    id: from === 0 ? id : `${id}\u0000${String(from).padStart(10, '0')}`,
    from, to, initial: priceOfUnits(initial, quantity, from, to), left: leftOf(segment, from, to), used: segment.used,
  };
}

/** What is left of the price of the units [from, to) of a segment. */
export function leftOf(segment: Pick<Segment, 'from' | 'to' | 'left'>, from: number, to: number): number {
  return priceOfUnits(segment.left, segment.to - segment.from, from - segment.from, to - segment.from);
}

/** What is left of the price of the units [from, to) of a line. */
export function leftIn({ segments }: WorkingLine, from: number, to: number): number {
  let left = 0;
  for (const segment of segments) {
    const [begin, end] = [Math.max(from, segment.from), Math.min(to, segment.to)];
    if (begin < end) left += leftOf(segment, begin, end);
  }
  return left;
}
