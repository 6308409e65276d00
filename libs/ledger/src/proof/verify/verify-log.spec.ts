import { generateSigningKey, signCheckpoint, verifyingKeyOf } from '../checkpoint';
import { leafHash } from '../hash';
import { originOf } from './checkpoint-check';
import type { LogAudit } from './log-audit';
import { LOG_ID, provableLines, rootByDefinition, type OpenRows } from './provable-lines.fixture';
import { verifyLog } from './verify-log';

const names = (count: number, streams = 7) => Array.from({ length: count }, (_, i) => `box-${i % streams}`);
const found = async (log: OpenRows, options = {}) => (await verifyLog(log, options)).findings.map(({ code, position, commit }) => [code, position ?? `commit ${commit}`]);

describe('a sound log', () => {
  it.each([0, 1, 2, 3, 255, 256, 257, 1_025])('of %i events is clean, and its root is the one of RFC 6962', async (count) => {
    const log = provableLines(names(count));
    const report = await verifyLog(log);
    expect(report).toMatchObject({ logId: LOG_ID, size: count, findings: [], counts: {}, readings: 1, streams: Math.min(count, 7), commits: Math.ceil(count / 3) });
    if (count > 0) expect(report.root).toBe(rootByDefinition(log, count).toString('hex'));
  });

  it('may have commits that only refused commands', async () => {
    const log = provableLines(names(4), 2);
    log.commitRows.push({ ...log.commitRows[1]!, number: 3 });
    expect(await found(log)).toEqual([]);
  });

  it('may grow while it is read: what comes after the beginning is left for another time', async () => {
    const [log, longer] = [provableLines(names(6)), provableLines(names(12))];
    log.rows.push(...longer.rows.slice(6));
    log.commitRows.push(...longer.commitRows.slice(2));
    const report = await verifyLog({ ...log, size: () => 6 });
    expect(report).toMatchObject({ size: 6, commits: 2, findings: [] });
  });

  it('tells how far it has come', async () => {
    const told: number[] = [];
    await verifyLog(provableLines(names(1_300)), { onProgress: ({ position, size }) => told.push(position, size) });
    expect(told).toEqual([512, 1_300, 1_024, 1_300, 1_300, 1_300]);
  });
});

describe('one flipped bit is one finding', () => {
  it.each([['the line', (log: OpenRows) => (log.rows[9]!.line = log.rows[9]!.line.replace('"test"', '"tesu"'))], ['the leaf', (log: OpenRows) => (log.rows[9]!.leaf = Buffer.alloc(32, 1))]])('in %s', async (_, spoil) => {
    const log = provableLines(names(600));
    spoil(log);
    expect(await found(log)).toEqual([['hash_mismatch', 10]]);
  });

  it('and a second one is found behind it', async () => {
    const log = provableLines(names(600));
    log.rows[9]!.leaf = Buffer.alloc(32, 1);
    log.rows[400]!.line = log.rows[400]!.line.replace('"test"', '"tesu"');
    log.commitRows[150]!.root = Buffer.alloc(32);
    expect(await found(log)).toEqual([['hash_mismatch', 10], ['hash_mismatch', 401], ['root_mismatch', 453]]);
  });

  it('and a rewritten event behind it cannot hide', async () => {
    const log = provableLines(names(30));
    log.rows[3]!.line = log.rows[3]!.line.replace('"test"', '"tesu"');
    const other = provableLines(['box-9', ...names(29)]);
    log.rows[20]!.leaf = other.rows[20]!.leaf;
    log.rows[20]!.line = other.rows[20]!.line;
    expect(await found(log)).toEqual(expect.arrayContaining([['hash_mismatch', 4], ['root_mismatch', 21]]));
  });
});

describe('findings', () => {
  it('of wrong roots are one for each run, with how many there are', async () => {
    const log = provableLines(names(30));
    const row = log.rows[4]!;
    row.line = row.line.replace('"test"', '"tess"');
    row.leaf = leafHash(row.line);
    const { findings } = await verifyLog(log);
    const roots = findings.filter(({ code }) => code === 'root_mismatch');
    expect(roots).toHaveLength(1);
    expect(roots[0]).toMatchObject({ commit: 2, position: 6, detail: expect.stringContaining('the 8 commits after it neither') });
  });

  it('are all counted, and so many of each code kept', async () => {
    const log = provableLines(names(100));
    for (const row of log.rows) row.leaf = Buffer.alloc(32);
    const { findings, counts } = await verifyLog(log, { findingsKept: 5 });
    expect(findings).toHaveLength(5);
    expect(counts).toEqual({ hash_mismatch: 100 });
  });

  it('go on after a missing event, without a root', async () => {
    const log = provableLines(names(20));
    log.rows.splice(5, 1);
    log.rows[10]!.leaf = Buffer.alloc(32);
    const report = await verifyLog(log);
    expect(report.findings.map(({ code, position }) => [code, position])).toEqual([['position_gap', 7], ['hash_mismatch', 12], ['revision_gap', 13]]);
    expect(report.root).toBeUndefined();
  });

  it('name a stream that goes back', async () => {
    const log = provableLines(names(20));
    log.rows[18]!.revision = 1;
    expect(await found(log)).toEqual([['envelope_mismatch', 19], ['revision_gap', 19]]);
  });

  it('name a node that is not stored', async () => {
    const log = provableLines(names(600));
    log.nodes.delete('8/1');
    expect(await found(log)).toEqual([['node_mismatch', 512]]);
  });
});

describe('checkpoints', () => {
  const { key } = generateSigningKey(originOf(LOG_ID));
  const stranger = generateSigningKey(originOf(LOG_ID)).key;
  const noteOf = (log: OpenRows, size: number, by = key, origin = originOf(LOG_ID)) => ({
    name: `of ${size}`, key: verifyingKeyOf(key),
    note: signCheckpoint({ origin, size, root: rootByDefinition(log, Math.min(size, log.rows.length)), extensions: [] }, by),
  });

  it('that the log still leads to', async () => {
    const log = provableLines(names(20));
    const report = await verifyLog(log, { checkpoints: [noteOf(log, 6), noteOf(log, 20), noteOf(log, 7)] });
    expect(report.findings).toEqual([]);
    expect(report.checkpoints).toEqual([{ name: 'of 6', size: 6, agrees: true }, { name: 'of 20', size: 20, agrees: true }, { name: 'of 7', size: 7, agrees: true }]);
  });

  it.each([
    ['truncated_before_checkpoint', (log: OpenRows) => noteOf(log, 30)],
    ['forked_from_checkpoint', () => noteOf(provableLines(names(20, 3)), 9)],
    ['signature_invalid', (log: OpenRows) => noteOf(log, 9, stranger)],
    ['checkpoint_of_other_log', (log: OpenRows) => noteOf(log, 9, key, 'loyalty-ledger/other')],
    ['checkpoint_malformed', () => ({ name: 'a letter', note: 'Dear auditor,', key: verifyingKeyOf(key) })],
  ])('%s', async (code, made) => {
    const log = provableLines(names(20));
    expect((await verifyLog(log, { checkpoints: [made(log)] })).counts).toEqual({ [code]: 1 });
  });
});

describe('an audit', () => {
  /** Counts the events of each stream, and finds the third of each box wrong. */
  function counting(judge = (n: number) => n !== 3) {
    const ends: [string, number | undefined][] = [];
    const seen: number[] = [];
    const audit: LogAudit<number> = {
      see: ({ position }) => void seen.push(position),
      begin: () => 0,
      fold(n, { position, stream }, report) {
        if (judge(n + 1)) return n + 1;
        report({ code: 'wrong', position, stream, detail: '' });
        return undefined;
      },
      end: (streams) => void ends.push(...Array.from(streams, ({ stream, state }) => [stream, state] as [string, number | undefined])),
    };
    return { audit, ends, seen };
  }

  it.each([1_000, 50, 9, 1])('sees each event once and folds each stream once, with %i streams in memory', async (streamsMax) => {
    const log = provableLines(names(400, 100));
    const { audit, ends, seen } = counting(() => true);
    const report = await verifyLog(log, { audit, streamsMax });
    expect(seen).toEqual(log.rows.map(({ position }) => position));
    expect(ends.sort()).toEqual(names(100, 100).sort().map((name) => [name, 4]));
    expect(report).toMatchObject({ streams: 100, findings: [] });
    expect(report.readings).toBeGreaterThanOrEqual(100 / streamsMax);
  });

  it.each([1_000, 9])('reports each stream once and gives it up, with %i streams in memory', async (streamsMax) => {
    const { audit } = counting();
    const { counts } = await verifyLog(provableLines(names(400, 100)), { audit, streamsMax });
    expect(counts).toEqual({ wrong: 100 });
  });

  it('that cannot make sense of an event makes it undecodable', async () => {
    const audit: LogAudit<number> = { begin: () => 0, fold: (_, { data }) => (data as { member: { name: number } }).member.name };
    expect((await verifyLog(provableLines(names(20)), { audit })).counts).toEqual({ undecodable_event: 7 });
  });
});
