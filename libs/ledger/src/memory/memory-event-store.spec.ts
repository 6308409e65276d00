import { applied, audit, coded, commit, event, events, eventStoreContract, merkleTreeHash } from '@loyalty/testing';
import { leafHash } from '../proof/hash';
import type { ProvableLog } from '../proof/provable-log';
import { memoryDisk, type MemoryDisk } from './memory-disk';
import { MemoryEventStore } from './memory-event-store';

/** A memory disk as an auditor reads it. */
function proveDisk({ logId, lines, events, commits }: MemoryDisk): ProvableLog {
  return {
    logId,
    leaves: (after, limit) => lines.slice(after, after + limit).map((line, i) => ({ position: after + i + 1, stream: events[after + i]!.stream, revision: events[after + i]!.revision, line, leaf: leafHash(line) })),
    commits: (after, limit) => commits.slice(after, after + limit).map(({ position, root }, i) => ({ number: after + i + 1, position, root, recordedAt: '' })),
    node: (level, index) => merkleTreeHash(lines.slice(index * 2 ** level, (index + 1) * 2 ** level)),
    size: () => lines.length,
    close: () => undefined,
  };
}

eventStoreContract('the memory store', async () => {
  const disk = memoryDisk();
  return { open: async () => new MemoryEventStore(disk, {}, { appendsAtOnce: 2 }), prove: () => proveDisk(disk), dispose: async () => undefined };
}, { atomicAcrossStreams: true, gapless: true, durable: true, provable: true, pipelined: true, interleavings: 1_000 });

describe('the faults of a memory store', () => {
  const fail = () => {
    throw new Error('the disk is on fire');
  };
  const once = (what: () => void) => {
    let left = 1;
    return () => (left-- > 0 ? what() : undefined);
  };

  it.each(['beforeAppend', 'beforeSync'] as const)('leave nothing behind in %s', async (hook) => {
    const store = new MemoryEventStore(memoryDisk(), { [hook]: once(fail) });
    await expect(store.append(commit([event('account-a', 1)], [applied('c', 1)]))).rejects.toEqual(coded('store_unavailable'));
    expect([await store.head(), await store.outcomes(['c'])]).toEqual([0, [undefined]]);
    expect(await store.append(commit([event('account-a', 1)], [applied('c', 1)]))).toEqual({ basePosition: 0 });
    expect(audit(proveDisk(store.disk))).toEqual([]);
  });

  it('leave the whole commit in afterSync, and subscribers hear of it', async () => {
    const store = new MemoryEventStore(memoryDisk(), { afterSync: once(fail) });
    const heard = store.subscribe({ after: 0, limit: 10, signal: AbortSignal.timeout(1_000) })[Symbol.asyncIterator]().next();
    await expect(store.append(commit(events('account-a', 1, 2), [applied('c', 2)]))).rejects.toEqual(coded('store_unavailable'));
    expect((await heard).value.through).toBe(2);
    expect((await store.outcomes(['c']))[0]).toMatchObject({ position: 2 });
  });

  it('fail reads in beforeRead', async () => {
    const store = new MemoryEventStore(memoryDisk(), { beforeRead: once(fail) });
    await expect(store.head()).rejects.toEqual(coded('store_unavailable'));
    expect(await store.head()).toBe(0);
  });

  it('let no store write to a disk that another has opened since: an append that was held up is fenced', async () => {
    const disk = memoryDisk();
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const crashed = new MemoryEventStore(disk, { beforeSync: () => held });
    const lost = crashed.append(commit([event('account-a', 1, { from: 'crashed' })]));
    const next = new MemoryEventStore(disk);
    await next.append(commit([event('account-a', 1, { from: 'next' })]));
    release();
    await expect(lost).rejects.toEqual(coded('fenced', { epoch: 1, current: 2 }));
    await next.append(commit([event('account-a', 2)]));
    expect(disk.events.map(({ data }) => data)).toEqual([{ from: 'next' }, { n: 2 }]);
    expect(audit(proveDisk(disk))).toEqual([]);
  });

  it('find a changed line by the root of its commit', async () => {
    const store = new MemoryEventStore();
    for (let i = 1; i <= 5; i += 1) await store.append(commit(events(`account-${i}`, 1, 3)));
    store.disk.lines[7] = store.disk.lines[7]!.replace('"n":2', '"n":3');
    expect(audit(proveDisk(store.disk)).map(({ code, position }) => [code, position])).toEqual([['root_mismatch', 9], ['root_mismatch', 12], ['root_mismatch', 15]]);
  });
});
