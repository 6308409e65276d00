import type { BookAccount, ExpiryWarned, Lot, LotSlice, PointsCaptured, PointsEarned, PointsReleased, Postings } from '@loyalty/contracts';
import type { DraftOf, PointsDraft } from './draft';
import type { Instant } from '@loyalty/kernel';
import { byDue, byExpiry, inserted, isBehind, sumPoints, without, withSlices } from './lots';
import { frozenBy, type AccountState, type OpenLot, type Usage } from './state';

/** The account after an event. Total over every event ever recorded; never changes the state it is given. */
export function evolve(state: AccountState, event: PointsDraft): AccountState {
  return apply({ ...state, events: state.events + 1, books: posted(state.books, event.data.postings) }, event);
}

function apply(state: AccountState, event: PointsDraft): AccountState {
  switch (event.type) {
    case 'points.earned.v1':
      return counted(opened(state, [event.data.lot], event.data.postings), event.data);
    case 'points.transferred.in.v1':
      return opened(state, event.data.lots, event.data.postings);
    case 'points.activated.v1':
      return activate(state, event.data.lots, event.effectiveAt);
    case 'points.expired.v1':
      return { ...state, lots: without(state.lots, event.data.lots), pending: without(state.pending, event.data.lots) };
    case 'points.held.v1': {
      const { holdId, points, slices, expiresAt, reference, day } = event.data;
      const hold = { holdId, points, slices, expiresAt, reference, day };
      return { ...state, lots: without(state.lots, slices), holds: [...state.holds, hold], spent: spent(state, day, points) };
    }
    case 'points.captured.v1':
    case 'points.released.v1':
      return unheld(state, event);
    case 'points.reinstated.v1':
      return { ...state, lots: withSlices(state.lots, event.data.slices, event.effectiveAt) };
    case 'points.adjusted.v1':
      return event.data.lot ? opened(state, [event.data.lot], event.data.postings) : { ...state, lots: without(state.lots, event.data.slices) };
    case 'points.clawed.back.v1': {
      const { slices, orderCancelled } = event.data;
      return { ...state, lots: without(state.lots, slices), pending: without(state.pending, slices), orders: state.orders - (orderCancelled ? 1 : 0) };
    }
    case 'points.redeemed.v1':
      return { ...state, lots: without(state.lots, event.data.slices), spent: spent(state, event.data.day, event.data.points) };
    case 'points.transferred.out.v1':
    case 'points.debt.paid.v1':
      return { ...state, lots: without(state.lots, event.data.slices) };
    case 'points.frozen.v1':
    case 'points.unfrozen.v1':
      return { ...state, frozen: frozen(state, event) };
    case 'points.lot.expiry.moved.v1':
      return moved(state, event.data);
    case 'points.expiry.warned.v1':
      return { ...state, warned: warned(state, event) };
  }
}

function posted(books: AccountState['books'], postings: Postings): AccountState['books'] {
  const next = { ...books };
  for (const account in postings) next[account as BookAccount] += postings[account as BookAccount]!;
  return next;
}

/** New lots go where the books put them: among the pending ones, or in their place among the spendable. */
function opened(state: AccountState, lots: readonly Lot[], postings: Postings): AccountState {
  const put = (among: readonly OpenLot[], order: (a: OpenLot, b: OpenLot) => number) => {
    const [first, ...others] = lots.map(openLot);
    return others.length === 0 ? inserted(among, first!, order) : [...among, first!, ...others].sort(order);
  };
  return postings.pending === undefined ? { ...state, lots: put(state.lots, byExpiry) } : { ...state, pending: put(state.pending, byDue) };
}

function openLot({ lotId, points, earnedAt, availableAt, awaits, expiresAt, sliding }: Lot): OpenLot {
  return {
    lotId, points, earnedAt,
    ...(availableAt === undefined ? {} : { availableAt }),
    ...(awaits === undefined ? {} : { awaits }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
    ...(sliding ? { sliding } : {}),
  };
}

function activate(state: AccountState, lots: readonly { readonly lotId: string; readonly points: number }[], at: Instant): AccountState {
  const named = new Set(lots.map(({ lotId }) => lotId));
  const active: OpenLot[] = [];
  for (let i = 0; i < state.pending.length && active.length < named.size; i += 1) {
    if (named.has(state.pending[i]!.lotId)) active.push(state.pending[i]!);
  }
  return { ...state, pending: without(state.pending, lots), lots: withSlices(state.lots, active, at) };
}

/** A hold is over: what it did not take is back in its lots, and counts no more against its day. */
function unheld(state: AccountState, { effectiveAt, data }: DraftOf<PointsCaptured | PointsReleased>): AccountState {
  const hold = state.holds.find(({ holdId }) => holdId === data.holdId);
  const back = sumPoints(data.released) + sumPoints(data.expired);
  return {
    ...state,
    holds: state.holds.filter((open) => open !== hold),
    lots: withSlices(state.lots, data.released, effectiveAt),
    spent: hold?.day === state.spent.day ? spent(state, hold.day, -back) : state.spent,
  };
}

function spent({ spent: before }: AccountState, day: string, points: number): AccountState['spent'] {
  return { day, points: (before.day === day ? before.points : 0) + points };
}

function counted(state: AccountState, { source, usage = [] }: DraftOf<PointsEarned>['data']): AccountState {
  const orders = state.orders + (source.kind === 'order' ? 1 : 0);
  if (usage.length === 0) return orders === state.orders ? state : { ...state, orders };
  const next = { ...state.usage };
  for (const { key, points, day, month, period } of usage) {
    const before = next[key];
    next[key] = before === undefined ? { day, month, period, dayPoints: points, monthPoints: points, allPoints: points, periodTimes: 1 } : {
      ...inPeriod(before, 'day', day, 'dayPoints', points),
      ...inPeriod(before, 'month', month, 'monthPoints', points),
      ...inPeriod(before, 'period', period, 'periodTimes', 1),
      allPoints: points + before.allPoints,
    };
  }
  return { ...state, orders, usage: next };
}

/** Counts in the newest period. What is told late, of a period that is over, does not make the newest one forgotten. */
function inPeriod<Key extends 'day' | 'month' | 'period', Count extends 'dayPoints' | 'monthPoints' | 'periodTimes'>(
  before: Usage, key: Key, period: string, count: Count, more: number,
): Record<Key, string> & Record<Count, number> {
  const over = period.length === before[key].length && period < before[key] && before[key] !== 'ever';
  const counted = before[key] === period ? before[count] + more : more;
  return (over ? { [key]: before[key], [count]: before[count] } : { [key]: period, [count]: counted }) as Record<Key, string> & Record<Count, number>;
}

/** The warnings that still matter: of points that have not lapsed by now. */
function warned({ warned: before }: AccountState, { effectiveAt, data: { expiresAt, daysBefore } }: DraftOf<ExpiryWarned>): AccountState['warned'] {
  return [...before.filter((one) => one.expiresAt > effectiveAt && one.expiresAt !== expiresAt), { expiresAt, daysBefore }];
}

function frozen({ frozen: before }: AccountState, event: Extract<PointsDraft, { type: 'points.frozen.v1' | 'points.unfrozen.v1' }>): AccountState['frozen'] {
  const now = event.type === 'points.frozen.v1';
  return {
    spending: frozenBy(event.data.scope, 'spending') ? now : before.spending,
    earning: frozenBy(event.data.scope, 'earning') ? now : before.earning,
  };
}

/** Sliding moves on, never back: a lot that lapses later, or never, stays. */
function moved(state: AccountState, { lots, expiresAt }: { lots: readonly string[] | 'sliding'; expiresAt?: LotSlice['expiresAt'] }): AccountState {
  const named = new Set(lots === 'sliding' ? [] : lots);
  const concerned = (slice: LotSlice) => (lots === 'sliding' ? slice.sliding === true && isBehind(slice, expiresAt) : named.has(slice.lotId));
  const move = <S extends LotSlice>(slice: S): S => {
    if (!concerned(slice)) return slice;
    const { expiresAt: _, ...rest } = slice;
    return (expiresAt === undefined ? rest : { ...rest, expiresAt }) as S;
  };
  return {
    ...state,
    lots: state.lots.map(move).toSorted(byExpiry),
    pending: state.pending.map(move).toSorted(byDue),
    holds: state.holds.map((hold) => ({ ...hold, slices: hold.slices.map(move) })),
  };
}
