import type { RecordedEvent } from '@loyalty/ledger';
import { RevisionWatch } from './revision-watch';

const event = (stream: string, revision: number) => ({ stream, revision }) as RecordedEvent;

describe('the watch over revisions', () => {
  it('sees a gap in a stream, and takes a repeat for what it is', () => {
    const watch = new RevisionWatch();
    expect([5, 6, 7, 5, 6, 8].map((revision) => watch.see(event('order-1', revision)))).toEqual([undefined, undefined, undefined, undefined, undefined, undefined]);
    expect(watch.see(event('order-1', 10))).toMatchObject({ code: 'revision_gap', category: 'corruption', facts: { stream: 'order-1', last: 8, revision: 10 } });
    expect(watch.see(event('order-1', 11))).toBeUndefined();
    expect(watch.see(event('order-2', 3))).toBeUndefined();
  });

  it('starts anew when partitions are dealt out anew', () => {
    const watch = new RevisionWatch();
    watch.see(event('order-1', 5));
    watch.forget();
    expect(watch.see(event('order-1', 9))).toBeUndefined();
  });
});
