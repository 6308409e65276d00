import { conflict, DomainError, invalid, seededRandom } from '@loyalty/kernel';
import { countersWith, isBalanced } from './counters';
import { outcomeOfError } from './outcome';
import { backoffMs, DEFAULT_RETRY } from './retry';
import { SettledPositions } from './settled-positions';

describe('an error as an outcome', () => {
  it.each([
    ['unavailable', new DomainError('unavailable', 'store_unavailable', 'down'), 'retry'],
    ['overloaded', new DomainError('overloaded', 'overloaded', 'later'), 'retry'],
    ['a lost race', new DomainError('conflict', 'revision_conflict', 'moved', {}, { retryable: true }), 'retry'],
    ['a conflict that stays one', conflict('command_id_reused', 'used'), 'parked'],
    ['a request that can never be right', invalid('amount_invalid', 'no'), 'parked'],
    ['a defect', new TypeError('x'), 'parked'],
    ['something thrown that is no error', 'oops', 'parked'],
  ])('%s is %s', (_, error, kind) => {
    expect(outcomeOfError(error)).toMatchObject({ kind });
  });

  it('keeps its code, and calls a defect handler_failed', () => {
    expect(outcomeOfError(conflict('taken', 'Taken', { by: 'x' }))).toMatchObject({ error: { code: 'taken', facts: { by: 'x' } } });
    expect(outcomeOfError(new TypeError('no such function'))).toMatchObject({ error: { code: 'handler_failed', message: 'TypeError: no such function' } });
  });
});

describe('the pause before another attempt', () => {
  const policy = { attemptsMax: 5, first_ms: 100, longest_ms: 500 };

  it('doubles up to the longest, and keeps at least half of it', () => {
    const random = seededRandom(1);
    for (const [attempts, full] of [[1, 100], [2, 200], [3, 400], [4, 500]] as const) {
      for (let i = 0; i < 100; i += 1) {
        const pause = backoffMs(policy, attempts, random)!;
        expect(pause).toBeGreaterThanOrEqual(full / 2);
        expect(pause).toBeLessThanOrEqual(full);
      }
    }
  });

  it('differs by chance, and ends when the attempts are used up', () => {
    const random = seededRandom(1);
    expect(new Set(Array.from({ length: 20 }, () => backoffMs(policy, 4, random))).size).toBeGreaterThan(10);
    expect(backoffMs(policy, 5, random)).toBeUndefined();
  });

  it('by default adds up to about 15 seconds at most', () => {
    const most = Array.from({ length: DEFAULT_RETRY.attemptsMax - 1 }, (_, i) => Math.min(DEFAULT_RETRY.longest_ms, DEFAULT_RETRY.first_ms * 2 ** i)).reduce((a, b) => a + b);
    expect(most).toBeGreaterThan(9_000);
    expect(most).toBeLessThan(16_000);
  });
});

describe('the position that may be remembered', () => {
  it('is the one up to which everything is settled', () => {
    const positions = new SettledPositions(10);
    for (const position of [12, 15, 16]) positions.take(position);
    positions.through(20);
    expect(positions.position).toBe(10);
    positions.settle(15);
    positions.settle(16);
    expect(positions.position).toBe(10);
    positions.settle(12);
    expect(positions.position).toBe(20);
    expect(positions.open).toBe(0);
  });

  it('never passes an open event, in whatever order they are settled', () => {
    const random = seededRandom(5);
    const positions = new SettledPositions(0);
    const open: number[] = [];
    for (let position = 1; position <= 5_000 || open.length > 0; position += 1) {
      if (position <= 5_000) {
        positions.take(position);
        open.push(position);
      }
      while (open.length > 0 && (open.length > 40 || position > 5_000 || random.chance(450))) positions.settle(open.splice(random.int(open.length), 1)[0]!);
      expect(positions.position).toBe(open.length === 0 ? Math.min(position, 5_000) : Math.min(...open) - 1);
      expect(positions.open).toBe(open.length);
    }
  });

  it('does not pile up pages that concern nobody behind an event that takes long', () => {
    const positions = new SettledPositions(0);
    positions.take(1);
    for (let page = 1; page <= 10_000; page += 1) positions.through(page * 100);
    expect((positions as unknown as { order: unknown[] }).order.length).toBe(2);
    positions.settle(1);
    expect(positions.position).toBe(1_000_000);
  });
});

describe('counters', () => {
  it('balance when what was seen is applied, duplicate, ignored, parked or in flight (invariant 13)', () => {
    expect(isBalanced({ ...countersWith(3), seen: 10, applied: 5 }, 2)).toBe(true);
    expect(isBalanced({ ...countersWith(3), seen: 10, applied: 5 }, 1)).toBe(false);
  });
});
