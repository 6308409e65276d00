import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { binaryEvent, jsonEvent, KurrentDBClient, streamNameFilter, type AppendRecordInput, type ConsistencyCheck } from '@kurrent/kurrentdb-client';
import { startDouble, type DoubleOptions, type RunningDouble } from './double';
import { FileStorage } from './file-storage';

/*
 * The double as the driver's own calls see it, reads through its native module included; the adapter makes its reads
 * itself. With KURRENTDB_URL nothing here is of interest: these are tests of the double.
 */

jest.setTimeout(60_000);
let double: RunningDouble;
let client: KurrentDBClient;
async function start(options: DoubleOptions = {}): Promise<void> {
  double = await startDouble(options);
  client = KurrentDBClient.connectionString(double.url);
}
afterEach(async () => {
  await client.dispose();
  await double.stop();
});

const at = (streamName: string, n: number, id?: string): AppendRecordInput => ({ streamName, record: jsonEvent({ type: 'counted', data: { n }, ...(id === undefined ? {} : { id }) }) });
const expecting = (streamName: string, expectedState: ConsistencyCheck['expectedState']): ConsistencyCheck => ({ type: 'stream_state', streamName, expectedState });
async function all<T>(stream: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const one of stream) found.push(one);
  return found;
}
async function firstOf(count: number): Promise<unknown[]> {
  const found: unknown[] = [];
  for await (const one of client.subscribeToAll()) if (found.push(one) === count) break;
  return found;
}
const numbers = async (name: string, options = {}) => (await all(client.readStream(name, options))).map(({ event }) => (event!.data as { n: number }).n);

describe('the double of a KurrentDB server', () => {
  it('appends over streams in the order given, tells revisions from 0, and positions with gaps', async () => {
    await start();
    const { position, responses } = await client.appendRecords([at('a-1', 1), at('b-1', 2), at('a-1', 3)], [expecting('a-1', 'no_stream')]);
    expect(responses).toEqual([{ streamName: 'a-1', revision: 1n }, { streamName: 'b-1', revision: 0n }]);
    const log = await all(client.readAll());
    expect(log.map(({ event }) => event!.streamId)).toEqual(['a-1', 'b-1', 'a-1']);
    expect(log.at(-1)!.event!.position).toEqual({ commit: position, prepare: position });
    expect(position).toBeGreaterThan(2n);
  });

  it('refuses all of it when streams are not as expected, written to or not, and names all of those', async () => {
    await start();
    await client.appendRecords([at('a-1', 1)]);
    const checks = [expecting('a-1', 'no_stream'), expecting('b-1', 4n), expecting('c-1', 'no_stream'), expecting('a-2', 'stream_exists')];
    await expect(client.appendRecords([at('a-1', 2), at('c-1', 1)], checks)).rejects.toMatchObject({
      type: 'append-consistency-violation',
      violations: [
        { checkIndex: 0, streamName: 'a-1', expectedState: 'no_stream', actualState: 0n },
        { checkIndex: 1, streamName: 'b-1', expectedState: 4n, actualState: 'no_stream' },
        { checkIndex: 3, streamName: 'a-2', expectedState: 'stream_exists', actualState: 'no_stream' },
      ],
    });
    expect(await all(client.readAll())).toHaveLength(1);
    await expect(client.appendRecords([at('a-1', 2)], [expecting('x', 'no_stream'), expecting('X', 'no_stream')])).rejects.toMatchObject({ code: 3 });
    await expect(client.appendRecords([], [expecting('x', 'no_stream')])).rejects.toMatchObject({ code: 3 });
  });

  it('answers a request once more whose records it has, by their ids, and refuses one that has them in part', async () => {
    await start();
    const records = [at('a-1', 1, '11111111-1111-4111-8111-111111111111'), at('a-1', 2, '22222222-2222-4222-8222-222222222222')];
    const first = await client.appendRecords(records, [expecting('a-1', 'no_stream')]);
    expect(await client.appendRecords(records, [expecting('a-1', 'no_stream')])).toEqual(first);
    await expect(client.appendRecords([records[0]!, at('a-1', 3)], [expecting('a-1', 'no_stream')])).rejects.toMatchObject({ type: 'append-consistency-violation' });
    expect(await numbers('a-1')).toEqual([1, 2]);
  });

  it.each([['in batches', []], ['one by one', ['batchappend']]])('speaks appends to one stream, %s, and sessions', async (_, leftOut) => {
    await start({ leftOut, limits: { recordBytesMax: 10_000 } });
    expect(await client.appendToStream('a-1', [jsonEvent({ type: 't', data: { n: 1 } }), jsonEvent({ type: 't', data: { n: 2 } })], { streamState: 'no_stream' })).toMatchObject({ success: true, nextExpectedRevision: 1n });
    await expect(client.appendToStream('a-1', jsonEvent({ type: 't', data: {} }), { streamState: 7n })).rejects.toMatchObject({ type: 'wrong-expected-version', expectedState: 7n, actualState: 1n });
    await expect(client.appendToStream('a-1', jsonEvent({ type: 't', data: { text: 'x'.repeat(10_000) } }))).rejects.toMatchObject({ type: leftOut.length === 0 ? 'maximum-append-size-exceeded' : 'append-record-size-exceeded' });
    const session = (state: bigint) => client.multiStreamAppend([{ streamName: 'a-1', events: [jsonEvent({ type: 't', data: { n: 3 } })], expectedState: state }, { streamName: 'b-1', events: [jsonEvent({ type: 't', data: { n: 4 } })], expectedState: 'no_stream' }]);
    await expect(session(0n)).rejects.toMatchObject({ type: 'wrong-expected-version', streamName: 'a-1', actualState: 1n });
    expect((await session(1n)).responses).toEqual([{ streamName: 'a-1', revision: 2n }, { streamName: 'b-1', revision: 0n }]);
  });

  it('reads forwards and backwards, from a place, some, by filter, and says when a stream is not there', async () => {
    await start();
    await client.appendRecords([1, 2, 3, 4].flatMap((n) => [at('a-1', n), at('b-1', n)]));
    expect(await numbers('a-1', { fromRevision: 1n, maxCount: 2 })).toEqual([2, 3]);
    expect(await numbers('a-1', { direction: 'backwards', fromRevision: 'end', maxCount: 2 })).toEqual([4, 3]);
    await expect(numbers('c-1')).rejects.toMatchObject({ type: 'stream-not-found' });
    const log = await all(client.readAll({ filter: streamNameFilter({ prefixes: ['b-'] }), maxCount: 3 }));
    expect(log.map(({ event }) => [event!.streamId, event!.revision])).toEqual([['b-1', 0n], ['b-1', 1n], ['b-1', 2n]]);
    expect(await all(client.readAll({ fromPosition: log[2]!.event!.position!, filter: streamNameFilter({ regex: '^a' }) }))).toHaveLength(1);
    await client.setStreamMetadata('a-1', { maxCount: 1 });
    expect(await numbers('a-1')).toEqual([4]);
  });

  it('gives a subscription what is there and what comes, with checkpoints where the filter lets nothing through', async () => {
    await start();
    await client.appendRecords([at('b-1', 1), at('a-1', 1), at('b-1', 2)]);
    const checkpoints: bigint[] = [];
    const filter = streamNameFilter({ prefixes: ['a-'], maxSearchWindow: 2, checkpointReached: (_, { commit }) => void checkpoints.push(commit) });
    const subscription = client.subscribeToAll({ filter });
    const seen: number[] = [];
    for await (const { event } of subscription) {
      seen.push((event!.data as { n: number }).n);
      if (seen.length === 1) await client.appendRecords([at('b-1', 3), at('b-1', 4), at('a-1', 2)]);
      if (seen.length === 2) break;
    }
    expect(seen).toEqual([1, 2]);
    expect(checkpoints.length).toBeGreaterThanOrEqual(2);
  });

  it('refuses what is too large by name', async () => {
    await start({ limits: { recordBytesMax: 1_000, appendBytesMax: 1_500 } });
    const big = (bytes: number) => ({ streamName: 'a-1', record: binaryEvent({ type: 't', data: Buffer.alloc(bytes) }) });
    await expect(client.appendRecords([big(1_000)])).rejects.toMatchObject({ type: 'append-record-size-exceeded', maxSize: 1_000 });
    await expect(client.appendRecords([big(800), big(800)])).rejects.toMatchObject({ type: 'transaction-max-size-exceeded', maxSize: 1_500 });
  });

  it('keeps everything in its folder, and cuts off what a killed process left without an end', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'kurrentdb-double-'));
    const file = path.join(folder, 'double.log');
    try {
      await start({ storage: new FileStorage(folder) });
      await client.appendRecords([{ streamName: 'a-1', record: binaryEvent({ type: 't', data: Buffer.from([0, 10, 13, 255, 128]) }) }, at('a-1', 2)]);
      const before = await firstOf(2);
      await client.dispose();
      await double.stop();
      const whole = readFileSync(file);
      appendFileSync(file, '[{"stream":"a-1","torn":');
      await start({ storage: new FileStorage(folder) });
      expect(await firstOf(2)).toEqual(before);
      expect(readFileSync(file)).toEqual(whole);
      writeFileSync(file, whole);
      expect((await client.appendRecords([at('a-1', 3)], [expecting('a-1', 1n)])).responses).toEqual([{ streamName: 'a-1', revision: 2n }]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
