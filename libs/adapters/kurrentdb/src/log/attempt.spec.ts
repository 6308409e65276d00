import { instant, type Instant } from '@loyalty/kernel';
import { Frontier, leafHash } from '@loyalty/ledger';
import { applied, coded, commit, event, events, NEW_YEAR } from '@loyalty/testing';
import { attemptAfter } from './attempt';
import type { CommitRecord } from './commit-record';
import type { LogEnd } from './log-end';

const EMPTY: LogEnd = { number: 0, recordedAt: undefined, tree: new Frontier() };
const ids = () => {
  let count = 0;
  return () => `id-${(count += 1)}`;
};
const treeOf = (size: number) => {
  const tree = new Frontier();
  for (let i = 0; i < size; i += 1) tree.append(leafHash(`line ${i}`));
  return tree;
};
const dataOf = (record: { record: { data: unknown } } | undefined) => record?.record.data as Record<string, unknown>;

describe('a commit laid out for KurrentDB', () => {
  it('has its events in order, then its answers, and its own record last', () => {
    const { records, id, basePosition } = attemptAfter(EMPTY, commit([event('a-1', 1), event('b-1', 1), event('a-1', 2)], [applied('c1', 2), applied('c2', 3)]), ids());
    expect(records.map(({ streamName }) => streamName)).toEqual(['a-1', 'b-1', 'a-1', expect.stringMatching(/^ledger:outcome-[0-9a-f]{64}$/), expect.stringMatching(/^ledger:outcome-/), 'ledger:commits']);
    expect([basePosition, records.at(-1)?.record.id]).toEqual([0, id]);
    expect(records.slice(3, 5).map((record) => dataOf(record)['position'])).toEqual([2, 3]);
  });

  it('goes on from where the log ends: number, positions, tree and time', () => {
    const later = '2026-03-01T00:00:00.000Z' as Instant;
    const { records, end, basePosition } = attemptAfter({ number: 7, recordedAt: later, tree: treeOf(11) }, commit(events('a-1', 1, 2), [applied('c1', 2)]), ids());
    const tree = treeOf(11);
    for (const record of records.slice(0, 2)) tree.append(leafHash(JSON.stringify(dataOf(record))));
    expect(dataOf(records.at(-1)) as unknown as CommitRecord).toEqual({
      number: 8, position: 13, events: 2, recordedAt: later, root: tree.root().toString('hex'), edge: tree.edge().map((hash) => hash.toString('hex')),
    });
    expect([basePosition, end.number, end.recordedAt, end.tree.size]).toEqual([11, 8, later, 13]);
    expect(records.slice(0, 3).map((record) => dataOf(record)['recordedAt'])).toEqual([later, later, later]);
    expect(attemptAfter({ ...EMPTY, recordedAt: instant('2020-01-01T00:00:00Z') }, commit([]), ids()).end.recordedAt).toBe(NEW_YEAR);
  });

  it('leaves the end that it begins with as it was, so that it can be laid out again', () => {
    const end = { number: 1, recordedAt: NEW_YEAR, tree: treeOf(3) };
    const one = attemptAfter(end, commit(events('a-1', 1, 5)), ids());
    expect([end.tree.size, attemptAfter(end, commit(events('a-1', 1, 5)), ids())]).toEqual([3, one]);
  });

  it('expects every stream where its events follow, its reads where they were, its answers nowhere, and the log at its end', () => {
    const { checks, unchecked } = attemptAfter({ ...EMPTY, number: 7 }, { ...commit([event('a-1', 1), event('b-1', 6), event('b-1', 7)], [applied('c1', 3)]), reads: [{ stream: 'w-1', revision: 3 }, { stream: 'w-2', revision: 0 }] }, ids());
    expect(checks.map(({ streamName, expectedState }) => [streamName, expectedState])).toEqual([
      ['a-1', 'no_stream'], ['b-1', 4n], ['w-1', 2n], ['w-2', 'no_stream'], [expect.stringMatching(/^ledger:outcome-/), 'no_stream'], ['ledger:commits', 6n],
    ]);
    expect(unchecked.size).toBe(0);
  });

  it('leaves out of the checks what the server would take for another stream, and says so', () => {
    const { checks, unchecked } = attemptAfter(EMPTY, { ...commit([event('a-x', 1), event('a-X', 5)]), reads: [{ stream: 'A-x'.toLowerCase(), revision: 0 }] }, ids());
    expect([checks.map(({ streamName }) => streamName), [...unchecked]]).toEqual([['a-x', 'ledger:commits'], [['a-X', 4]]]);
  });

  it.each([
    ['a gap within it', { ...commit([event('a-1', 4), event('a-1', 6)]) }, coded('revision_conflict', { stream: 'a-1', expected: 5, actual: 4 })],
    ['a stream read at another revision than it is written at', { ...commit([event('a-1', 4)]), reads: [{ stream: 'a-1', revision: 2 }] }, coded('revision_conflict', { stream: 'a-1', expected: 2, actual: 3 })],
    ['two answers under one id', commit([], [applied('c1', 0), applied('c1', 0)]), coded('command_recorded', { commandId: 'c1' })],
  ])('is refused for %s', (_, bad, error) => {
    expect(() => attemptAfter(EMPTY, bad, ids())).toThrow(error);
  });
});
