import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { bench } from './bench';
import { checkLog } from './check';
import { fillTo } from './fill';
import { Latencies } from './latencies';
import { drive } from './load';
import { readOptions } from './options';
import { report } from './report';
import type { Result } from './result';

jest.setTimeout(60_000);

const folder = mkdtempSync(path.join(tmpdir(), 'loyalty-bench-spec-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...args: string[]): Promise<Result[]> {
  const results: Result[] = [];
  expect(await bench(readOptions(args), (result) => results.push(result))).toBe(true);
  return results;
}

const short = ['--seconds', '0.3', '--warmup', '0.1', '--accounts', '50'];

describe('ledger-uniform', () => {
  it('gives figures whose parts add up, where they were measured, and a check that holds', async () => {
    const [result] = await run('ledger-uniform', '--callers', '16', ...short);
    const { answered, applied, repeated, rejected, errors, perSecond } = result!.figures as { answered: number; applied: number; repeated: number; rejected: Record<string, number>; errors: object; perSecond: number };
    expect(applied + repeated + (rejected['insufficient_points'] ?? 0)).toBe(answered);
    expect(errors).toEqual({});
    expect(repeated).toBeGreaterThan(0);
    expect(perSecond).toBeGreaterThan(0);
    expect(result).toMatchObject({ workload: 'ledger-uniform', ok: true, parameters: { callers: 16, seed: 1, ids: 'v7' }, check: { ok: true, findings: [] } });
    expect(Object.keys(result!.environment)).toEqual(expect.arrayContaining(['cpu', 'cores', 'disk', 'fsync', 'kernel', 'node', 'sqlite', 'loadAverage', 'commit']));
  });
});

describe('replay', () => {
  it('verifies and folds a log that it fills, and uses it again', async () => {
    const args = ['replay', '--events', '400', '--data', folder, ...short];
    const [first] = await run(...args);
    const [second] = await run(...args);
    expect(first!.parameters['events']).toBeGreaterThanOrEqual(400);
    expect(second!.parameters).toEqual(first!.parameters);
  });
});

describe('the check after a run', () => {
  it('finds points that the callers were told of and the books do not have', async () => {
    const file = path.join(folder, 'checked.db');
    await fillTo(file, 200, readOptions(['ledger-uniform', ...short]));
    expect(await checkLog(file)).toMatchObject({ ok: true, findings: [] });
    expect(await checkLog(file, { issued: 1, redeemed: 0 })).toMatchObject({ ok: false, findings: expect.arrayContaining([expect.stringMatching(/points are issued, the callers were told 1$/)]) });
  });

  it('leaves a run without figures out of every report', () => {
    const file = path.join(folder, 'lines.jsonl');
    writeFileSync(file, `${JSON.stringify({ workload: 'ledger-uniform', run: 1, parameters: {}, ok: false, figures: {}, check: {}, environment: {} })}\n`);
    expect(() => report(file)).toThrow('is no figure');
  });
});

describe('latency', () => {
  it('has exact percentiles, by nearest rank', () => {
    const latencies = new Latencies();
    for (let ms = 1_000; ms >= 1; ms -= 1) latencies.add(ms);
    expect(latencies.figures()).toEqual({ p50Ms: 500, p99Ms: 990, p999Ms: 999, maxMs: 1_000 });
  });

  it('of an open loop counts from when a request was due, not from when it could start', async () => {
    let sent = 0;
    const send = async () => {
      sent += 1;
      // The thread stands still once, as for a long collection: whatever was due meanwhile has waited.
      if (sent === 100) for (const until = performance.now() + 200; performance.now() < until; );
      return 'applied';
    };
    const { latencies } = await drive(send, { callers: 1, rate: 1_000, warmupSeconds: 0.02, seconds: 0.4 });
    const { maxMs, p50Ms } = latencies.figures();
    expect(maxMs).toBeGreaterThan(150);
    // Nearly half of the requests were due while it stood still.
    expect(p50Ms).toBeGreaterThan(0);
    expect(latencies.count).toBeGreaterThan(300);
  });
});

describe('the command line', () => {
  it.each([
    [['ledger-uniform', '--callers', '0'], '--callers is a number from 1 on'],
    [['ledger-uniform', '--ids', 'v1'], '--ids is v4 or v7'],
    [['ledger-uniform', '--cal', '1'], 'Unknown option'],
  ])('refuses %j', (args, message) => expect(() => readOptions(args)).toThrow(message));

  it('names the workloads when there is none of that name', () => expect(bench(readOptions(['ledger']), () => undefined)).rejects.toThrow(/There is no workload "ledger"; there are ledger-uniform, /));
});
