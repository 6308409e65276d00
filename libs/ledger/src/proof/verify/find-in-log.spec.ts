import { lastCommit, leavesBetween, positionAt, rootAt } from './find-in-log';
import { provableLines, rootByDefinition, timeOf } from './provable-lines.fixture';

const log = (count: number, perCommit = 3) => provableLines(Array.from({ length: count }, (_, i) => `box-${i % 5}`), perCommit);

describe('in a log', () => {
  it.each([1, 2, 3, 4, 7, 8, 9, 100, 127, 128, 129])('the last of %i commits is found', (count) => {
    expect(lastCommit(log(count, 1))?.number).toBe(count);
  });

  it('there is none when it is empty', () => {
    expect(lastCommit(log(0))).toBeUndefined();
  });

  it('a time is found: the last event that was recorded by then', () => {
    const found = log(20);
    expect(positionAt(found, '2025-12-31T23:59:59.999Z')).toBe(0);
    expect(positionAt(found, timeOf(0))).toBe(3);
    expect(positionAt(found, timeOf(2).replace('.000Z', '.999Z'))).toBe(9);
    expect(positionAt(found, '2030-01-01T00:00:00.000Z')).toBe(20);
  });

  it('every size has its root', () => {
    const found = log(20);
    for (let size = 1; size <= 20; size += 1) expect(rootAt(found, size)).toEqual(rootByDefinition(found, size));
  });

  it('a stretch is read in pages', () => {
    expect(Array.from(leavesBetween(log(20), 4, 11, 3), ({ position }) => position)).toEqual([5, 6, 7, 8, 9, 10, 11]);
    expect([...leavesBetween(log(20), 20, 25)]).toEqual([]);
  });
});
