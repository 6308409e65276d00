import type { BasketLine, BasketShipping } from '@loyalty/contracts';
import { allocate } from '@loyalty/kernel';
import { priceOfUnits } from './units';

/** Neighbouring units of a line to which the same has happened. */
export interface Segment {
  readonly from: number;
  readonly to: number;
  /** What is left of their price. */
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
  return { id, place, goods, shipping, quantity, initial, left: initial, floor, segments: [{ from: 0, to: quantity, left: initial, used: false }] };
}

/** What a promotion changes of a line. */
export type LineBalance = Pick<WorkingLine, 'left' | 'segments'>;

/** The line after `amount` was taken off its units [from, to), as far as that is left; `uses` marks the units as used. */
export function taken(line: WorkingLine, from: number, to: number, amount: number, uses: boolean): WorkingLine {
  return { ...line, ...balanceAfter(line, from, to, amount, uses) };
}

/** The same, of the line only what changes. */
export function balanceAfter(line: LineBalance, from: number, to: number, amount: number, uses: boolean): LineBalance {
  // Nearly every promotion takes all units of a segment: nothing is to be cut then.
  let at = 0;
  while (at < line.segments.length && (line.segments[at]!.from !== from || line.segments[at]!.to !== to)) at += 1;
  const whole = line.segments[at];
  if (whole === undefined) return balanceAfterParts(line, from, to, amount, uses);
  const off = amount < whole.left ? amount : whole.left;
  const after = { from, to, left: whole.left - off, used: whole.used || uses };
  return { left: line.left - off, segments: line.segments.length === 1 ? [after] : line.segments.with(at, after) };
}

function balanceAfterParts(line: LineBalance, from: number, to: number, amount: number, uses: boolean): LineBalance {
  const segments = line.segments.flatMap((segment) => cut(segment, from, to));
  const inside = segments.filter((segment) => segment.from >= from && segment.to <= to);
  const off = Math.min(amount, inside.reduce((sum, { left }) => sum + left, 0));
  const shares = inside.length === 1 ? [off] : allocate(off, inside.map(({ from: id, left }) => ({ id: `${id}`.padStart(10, '0'), weight: left })));
  const after = segments.map((segment) => {
    const at = inside.indexOf(segment);
    return at === -1 ? segment : { ...segment, left: segment.left - shares[at]!, used: segment.used || uses };
  });
  return { left: line.left - off, segments: after };
}

/** A segment in up to three, so that [from, to) begins and ends between them. */
function cut(segment: Segment, from: number, to: number): Segment[] {
  const bounds = [segment.from, Math.max(segment.from, Math.min(from, segment.to)), Math.min(segment.to, Math.max(to, segment.from)), segment.to];
  return [0, 1, 2].flatMap((i) => {
    const [begin, end] = [bounds[i]!, bounds[i + 1]!];
    return begin < end ? [{ ...segment, from: begin, to: end, left: leftOf(segment, begin, end) }] : [];
  });
}

/** What is left of the price of the units [from, to) of a segment. */
export function leftOf(segment: Segment, from: number, to: number): number {
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
