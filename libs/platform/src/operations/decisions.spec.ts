import { instant, type DomainError } from '@loyalty/kernel';
import type { ParkedKey } from '@loyalty/messaging';
import { operations, operationsStream, REASON_LENGTH_MAX } from './decisions';

const at = instant('2026-03-01T12:00:00Z');
const first = { stream: 'order-main.1001', revision: 2, position: 17 };
const parked: ParkedKey = { key: 'order-main.1001', first, events: 3, attempts: 9, parkedAt: at, error: { category: 'state', code: 'member_unknown', message: 'No such member', retryable: false, facts: {} } };
const on = { consumer: 'points', key: 'order-main.1001', parked, effectiveAt: at };
const refusalOf = (run: () => unknown) => {
  try {
    return run();
  } catch (error) {
    return (error as DomainError).code;
  }
};

describe('a decision on a parked key', () => {
  it('to try again is a fact that names the message which stood first', () => {
    expect(operations.decide({ kind: 'retry', ...on }, {})).toEqual([{ type: 'parked.retried.v1', effectiveAt: at, data: { consumer: 'points', key: 'order-main.1001', first } }]);
  });

  it('to discard is a fact with its reason', () => {
    expect(operations.decide({ kind: 'discard', reason: 'a test order', ...on }, {})).toEqual([
      { type: 'parked.discarded.v1', effectiveAt: at, data: { consumer: 'points', key: 'order-main.1001', first, reason: 'a test order' } },
    ]);
  });

  it.each(['', '  \n', 'x'.repeat(REASON_LENGTH_MAX + 1)])('to discard for the reason %j is refused', (reason) => {
    expect(refusalOf(() => operations.decide({ kind: 'discard', reason, ...on }, {}))).toBe('reason_missing');
  });

  it('that holds nothing is refused', () => {
    for (const kind of ['retry', 'discard'] as const) expect(refusalOf(() => operations.decide({ kind, reason: 'r', ...on, parked: undefined }, {}))).toBe('not_parked');
  });
});

it.each([
  ['points', 'operations-points'],
  ['points.intake', 'operations-points~2eintake'],
  ['order desk', 'operations-order~20desk'],
])('the decisions on consumer %s stand in stream %s', (consumer, stream) => {
  expect(operationsStream(consumer).name).toBe(stream);
});
