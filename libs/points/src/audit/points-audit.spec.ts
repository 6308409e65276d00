import type { PointsAccountEvent } from '@loyalty/contracts';
import type { RecordedEvent } from '@loyalty/ledger';
import fc from 'fast-check';
import { account } from '../domain/account/account';
import { day, ID, member } from '../domain/account/account.fixture';
import { step, walk, wallet } from '../domain/account/account-walk.fixture';
import { evolve } from '../domain/account/evolve';
import { NO_ACCOUNT } from '../domain/account/state';
import { PointsAudit } from './points-audit';
import { gathering, recorded } from './recorded.fixture';
import { SnapshotCheck } from './snapshot-check';

function audited(events: readonly RecordedEvent[], audit = new PointsAudit()): string[] {
  const { report, codes } = gathering();
  let state = audit.begin(events[0]?.stream ?? '');
  for (const event of events) {
    audit.see(event, report);
    if (state !== undefined) state = audit.fold(state, event, report);
  }
  audit.finish(report);
  return codes;
}

/** Everything that the commands cause, one after the other. */
function caused(...commands: readonly Parameters<typeof account.decide>[0][]): PointsAccountEvent[] {
  let state = NO_ACCOUNT;
  return commands.flatMap((command) => {
    const events = account.decide(command, state);
    state = events.reduce(evolve, state);
    return events;
  });
}

const { earn, redeem, hold, capture } = member();
const HISTORY = recorded(caused(earn(100, day(0)), earn(50, day(1), { availableAt: day(5) }), redeem(30, day(2)), hold(40, day(3), { seconds: 60 }), capture('H4', day(3), { points: 25 }), redeem(50, day(6))), ID);

/** The history with one event's data changed. */
const changed = (index: number, change: (data: Record<string, unknown>) => object) =>
  HISTORY.map((event, i) => (i === index ? { ...event, data: { ...(event.data as object), ...change(event.data as Record<string, unknown>) } } : event));

it('finds nothing wrong with any history that the rules bring about', () => {
  fc.assert(fc.property(wallet, fc.array(step, { maxLength: 40 }), (policy, steps) => {
    const events = walk(policy, steps).flatMap((done) => done.events);
    expect(audited(recorded(events, ID))).toEqual([]);
  }), { numRuns: 200 });
});

describe('finds', () => {
  it('a balance that was stated wrongly, once: balance_mismatch', () => {
    expect(audited(changed(2, () => ({ balances: { pending: 50, available: 71, held: 0, debt: 0 } })))).toEqual(['balance_mismatch']);
  });

  it('points out of nowhere at the position where they appear: conservation_broken', () => {
    expect(audited(changed(0, () => ({ postings: { issued: -100, available: 101 } })))).toEqual(['conservation_broken']);
    expect(audited(changed(0, () => ({ postings: { issued: -100, available: '100' } })))).toEqual(['conservation_broken']);
    expect(audited(changed(0, () => ({ postings: { given: -100, available: 100 } })))).toEqual(['conservation_broken']);
  });

  it('a balance below zero: balance_negative', () => {
    const more = { postings: { available: -300, redeemed: 300 }, balances: { pending: 50, available: -200, held: 0, debt: 0 } };
    expect(audited(changed(2, () => more))).toEqual(['balance_negative']);
  });

  it.each([
    ['a slice of a lot that has not as much', 2, { slices: [{ lotId: 'L1', points: 101 }] }],
    ['a slice of a lot there is not', 2, { slices: [{ lotId: 'L9', points: 30 }] }],
    ['slices that are not what was posted', 2, { slices: [{ lotId: 'L1', points: 29 }] }],
    ['a lot that is larger than its points', 0, { lot: { lotId: 'L1', points: 101 } }],
    ['a hold that is not its slices', 3, { slices: [{ lotId: 'L1', points: 39 }] }],
    ['a hold resolved for more than it had', 4, { released: [{ lotId: 'L1', points: 16 }] }],
    ['a hold that never was', 4, { holdId: 'H9' }],
  ])('%s: lots_mismatch', (_, index, data) => {
    expect(audited(changed(index, () => data))).toEqual(['lots_mismatch']);
  });

  it('a lot that becomes available with other points than it had', () => {
    const at = HISTORY.findIndex(({ type }) => type === 'points.activated.v1');
    expect(audited(changed(at, () => ({ lots: [{ lotId: 'L2', points: 49 }] })))).toEqual(['lots_mismatch']);
  });

  it('an event of another account, or of a type that nobody knows', () => {
    expect(audited(changed(2, () => ({ memberId: 'm2' })))).toEqual(['envelope_mismatch']);
    expect(audited(HISTORY.map((event, i) => (i === 2 ? { ...event, type: 'points.gambled.v1' } : event)))).toEqual(['undecodable_event']);
  });
});

describe('reversal counters', () => {
  const counted = (points: number, totalPoints: number, originalPoints = 100) => ({ stream: 'pointsReversal-points.m1.L1', data: { originalId: 'L1', originalPoints, points, totalPoints } }) as unknown as RecordedEvent;

  it('may come up to the original', () => {
    expect(audited([counted(60, 60), counted(40, 100)])).toEqual([]);
  });

  it.each([
    ['pass it', [counted(60, 60), counted(41, 101)]],
    ['count less than was taken', [counted(60, 60), counted(40, 60)]],
    ['take it for larger than it was', [counted(60, 60), counted(60, 120, 200)]],
  ])('may not %s', (_, events) => {
    expect(audited(events)).toEqual(['reversal_above_original']);
  });
});

describe('snapshots', () => {
  const stream = HISTORY[0]!.stream;
  const stateAt = (revision: number) => JSON.stringify(HISTORY.slice(0, revision).reduce((state, event) => evolve(state, event as unknown as PointsAccountEvent), NO_ACCOUNT));
  const check = (revision: number, state: string, stateVersion = account.stateVersion) =>
    new SnapshotCheck({ revisions: new Map([[stream, revision]]), read: () => ({ stream, revision, stateVersion, state }) });

  it('that are what the events come to are counted', () => {
    const snapshots = check(4, stateAt(4));
    expect(audited(HISTORY, new PointsAudit({ snapshots }))).toEqual([]);
    expect(snapshots.checked).toBe(1);
  });

  it.each([
    ['of another state', check(4, stateAt(4).replace('"available":70', '"available":71').replace('"available":30', '"available":31'))],
    ['of an earlier state', check(4, stateAt(3))],
    ['that is no JSON', check(4, '{')],
    ['of a revision that is not there', check(400, stateAt(4))],
  ])('%s: snapshot_mismatch', (_, snapshots) => {
    expect(audited(HISTORY, new PointsAudit({ snapshots }))).toEqual(['snapshot_mismatch']);
  });

  it('of an older shape are not used by anybody, so nothing is wrong with them', () => {
    const snapshots = check(4, '{}', account.stateVersion - 1);
    expect(audited(HISTORY, new PointsAudit({ snapshots }))).toEqual([]);
    expect(snapshots.outdated).toBe(1);
  });
});
