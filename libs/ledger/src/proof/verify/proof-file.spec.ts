import type { Checkpoint } from '../checkpoint';
import { originOf } from './checkpoint-check';
import { checkConsistency, checkInclusion, makeConsistencyProof, makeInclusionProof, parseProof, type ConsistencyProof, type InclusionProof } from './proof-file';
import { LOG_ID, provableLines, rootByDefinition } from './provable-lines.fixture';

const log = provableLines(Array.from({ length: 21 }, (_, i) => `box-${i % 5}`));
const at = (size: number): Checkpoint => ({ origin: originOf(LOG_ID), size, root: rootByDefinition(log, size), extensions: [] });
const copied = <P>(proof: P) => parseProof(JSON.stringify(proof)) as P;

describe('a proof of inclusion', () => {
  it('holds for every event and every size', () => {
    for (let size = 1; size <= 21; size += 1) {
      for (let position = 1; position <= size; position += 1) checkInclusion(copied(makeInclusionProof(log, position, size)), at(size));
    }
  });

  it.each([
    ['another event', { line: log.rows[5]!.line }],
    ['another place', { position: 6 }],
    ['another size', { size: 20 }],
    ['another log', { origin: 'loyalty-ledger/other' }],
    ['a shorter path', { path: [] }],
  ])('does not hold for %s', (_, change: Partial<InclusionProof>) => {
    expect(() => checkInclusion({ ...makeInclusionProof(log, 5, 21), ...change }, at(21))).toThrow(expect.objectContaining({ code: 'proof_invalid' }));
  });
});

describe('a proof of consistency', () => {
  it('holds between any two sizes', () => {
    for (let size = 1; size <= 21; size += 1) {
      for (let old = 1; old <= size; old += 1) checkConsistency(copied(makeConsistencyProof(log, old, size)), at(old), at(size));
    }
  });

  it('does not hold when the old log was another one', () => {
    const other = provableLines(Array.from({ length: 21 }, (_, i) => `box-${i % 4}`));
    const old: Checkpoint = { ...at(9), root: rootByDefinition(other, 9) };
    expect(() => checkConsistency(makeConsistencyProof(log, 9, 21), old, at(21))).toThrow(expect.objectContaining({ code: 'proof_invalid' }));
  });
});

it.each([['an event that is not there', () => makeInclusionProof(log, 22, 21)], ['position 0', () => makeInclusionProof(log, 0, 21)], ['a size to come', () => makeConsistencyProof(log, 9, 22)]])('there is no proof of %s', (_, make) => {
  expect(make).toThrow(expect.objectContaining({ code: 'proof_out_of_range' }));
});

it.each(['{', 'null', '[]', '{"kind":"inclusion"}', JSON.stringify({ ...makeInclusionProof(log, 5, 21), path: ['short'] }), JSON.stringify({ ...makeConsistencyProof(log, 5, 21), oldSize: '5' } satisfies Record<keyof ConsistencyProof, unknown>)])('%s is no proof', (text) => {
  expect(() => parseProof(text)).toThrow(expect.objectContaining({ code: 'proof_malformed' }));
});
