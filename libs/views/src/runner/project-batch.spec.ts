import type { Instant } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import type { Projection } from '../projection';
import { DocumentCache } from './document-cache';
import { projectBatch, touchesOf } from './project-batch';

interface Count {
  readonly count: number;
}

const at = '2025-03-01T10:00:00.000Z' as Instant;
const event = (position: number, ...ids: string[]): RecordedEvent => ({ position, stream: `s-${position}`, revision: 1, type: 'counted.v1', data: ids, recordedAt: at, effectiveAt: at, command: 'c', actor: 'a' });
const counts: Projection<Count> = {
  name: 'counts', version: 1, categories: ['s'], indexes: [],
  keysOf: ({ data }) => data as string[],
  project: (doc, { position }, id) => {
    if (id === 'broken') throw new Error('broken');
    if (id === 'gone') return undefined;
    return id === 'calm' ? doc : { count: (doc?.count ?? 0) + position };
  },
};
const project = (events: RecordedEvent[], before: Record<string, { position: number; doc: Count | undefined }> = {}) => projectBatch(counts, touchesOf(counts, events), (id) => before[id]);

describe('a batch of events', () => {
  it('changes each document once, as the last event left it', () => {
    expect(project([event(1, 'a'), event(2, 'a', 'b'), event(3, 'b')])).toEqual({
      changes: [{ id: 'a', position: 2, doc: { count: 3 } }, { id: 'b', position: 3, doc: { count: 5 } }], applied: 3, ignored: 0,
    });
  });

  it('goes on from the documents as they are, and passes over what they reflect already', () => {
    expect(project([event(4, 'a'), event(5, 'a')], { a: { position: 4, doc: { count: 10 } } })).toEqual({
      changes: [{ id: 'a', position: 5, doc: { count: 15 } }], applied: 1, ignored: 1,
    });
  });

  it('does not bring back a document that a later event removed', () => {
    expect(project([event(4, 'a')], { a: { position: 9, doc: undefined } })).toEqual({ changes: [], applied: 0, ignored: 1 });
  });

  it('ignores what touches no document, changes none, or removes what is not there', () => {
    expect(project([event(1), event(2, 'calm'), event(3, 'gone')], { calm: { position: 1, doc: { count: 1 } } })).toEqual({ changes: [], applied: 0, ignored: 3 });
  });

  it('touches a document once for an event that names it twice', () => {
    expect(project([event(1, 'a', 'a')]).changes).toEqual([{ id: 'a', position: 1, doc: { count: 1 } }]);
  });

  it('stops before an event that cannot be projected, with none of that event applied', () => {
    const { changes, applied, ignored, failed } = project([event(1, 'a'), event(2), event(3, 'a', 'broken'), event(4, 'a')]);
    expect({ changes, applied, ignored }).toEqual({ changes: [{ id: 'a', position: 1, doc: { count: 1 } }], applied: 1, ignored: 1 });
    expect(failed?.event.position).toBe(3);
  });

  it('stops before an event that touches more documents than one event may', () => {
    const { failed } = project([event(1, ...Array.from({ length: 1_001 }, (_, i) => `d${i}`))]);
    expect(String(failed?.cause)).toContain('1001 documents');
  });
});

describe('the documents kept in memory', () => {
  it('are bounded, and those used last stay', () => {
    const cache = new DocumentCache(10);
    for (let i = 0; i < 100; i += 1) {
      cache.set(`d${i}`, { position: i, doc: {} });
      expect(cache.get('d0')).toBeDefined();
    }
    expect(Array.from({ length: 100 }, (_, i) => cache.get(`d${i}`)).filter(Boolean).length).toBeLessThanOrEqual(11);
    cache.drop('d0');
    expect(cache.get('d0')).toBeUndefined();
  });
});
