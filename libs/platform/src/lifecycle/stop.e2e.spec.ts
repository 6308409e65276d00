import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Controller, Get, Module } from '@nestjs/common';
import type { RecordedEvent } from '@loyalty/ledger';
import { APPLIED } from '@loyalty/messaging';
import { Public } from '../auth/access';
import { KeptConnection } from '../testing/kept-connection';
import { openSample, SampleModule } from '../testing/sample-service';
import { Contributions } from '../wiring/contributions';

const taken: string[] = [];
let begun = Promise.withResolvers<void>();

@Controller('v1/slow')
class SlowController {
  @Get('answer') @Public()
  async answer(): Promise<string> {
    begun.resolve();
    await sleep(300);
    return 'answered';
  }

  @Get('hang') @Public()
  hang(): Promise<never> {
    begun.resolve();
    return new Promise(() => undefined);
  }
}

@Module({ controllers: [SlowController] })
class SlowModule {
  constructor(work: Contributions) {
    work.react({
      name: 'sample-counter', categories: ['sampleBox'],
      async handle(event: RecordedEvent) {
        if (event.stream === 'sampleBox-poison') throw new TypeError('a fault in the handler');
        taken.push(event.stream);
        return APPLIED;
      },
    });
  }
}

const THINGS = '{"colour":"red","things":[{"sku":"s","count":1}]}';

describe('a service that stops', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'stop-'));
  beforeEach(() => (begun = Promise.withResolvers<void>()));
  afterAll(() => rmSync(folder, { recursive: true }));
  const open = (environment: Record<string, string> = {}) => openSample(environment, {}, [SampleModule, SlowModule]);

  it('answers what is in flight, turns away what comes after, and says so to the load balancer', async () => {
    const sample = await open();
    const inFlight = fetch(`${sample.url}/v1/slow/answer`);
    await begun.promise;
    const stopping = sample.service.stop();
    const late = await fetch(`${sample.url}/ready`).then((response) => response.status, () => 'refused');
    expect(['refused', 503]).toContain(late);
    const answer = await inFlight;
    expect([answer.status, answer.headers.get('connection'), await answer.text()]).toEqual([200, 'close', 'answered']);
    expect(await stopping).toBe(true);
  });

  it('tells whoever asks on a connection that was kept open, as long as others are answered', async () => {
    const sample = await open();
    const kept = new KeptConnection(Number(new URL(sample.url).port));
    expect((await kept.ask('/health')).status).toBe(200);
    const inFlight = fetch(`${sample.url}/v1/slow/answer`);
    await begun.promise;
    const stopping = sample.service.stop();
    await sleep(100); // the port takes no new connections by now
    const { status, headers, body } = await kept.ask('/v1/slow/answer');
    expect([status, headers['connection'], headers['retry-after'], JSON.parse(body)]).toMatchObject([503, 'close', '1', { code: 'shutting_down', retryable: true }]);
    expect((await inFlight).status).toBe(200);
    expect(await stopping).toBe(true);
  });

  it('resets no request that was on its way when it began to stop', async () => {
    const sample = await open();
    const all = Array.from({ length: 20 }, () => new KeptConnection(Number(new URL(sample.url).port)));
    for (const kept of all) expect((await kept.ask('/health')).status).toBe(200);
    const answers = all.map((kept) => kept.ask('/health'));
    // In the same turn: the requests are written, and nobody has read them yet.
    const stopping = sample.service.stop();
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual(all.map(() => 503));
    expect(await stopping).toBe(true);
  });

  it('does not wait for connections on which nobody asks', async () => {
    const sample = await open();
    const kept = new KeptConnection(Number(new URL(sample.url).port));
    await kept.ask('/health');
    const before = performance.now();
    expect(await sample.service.stop()).toBe(true);
    expect(performance.now() - before).toBeLessThan(5_000);
    await kept.closed;
  });

  it('cuts off what never ends when the time is over', async () => {
    const sample = await open({ SHUTDOWN_DEADLINE_MS: '200' });
    const hanging = fetch(`${sample.url}/v1/slow/hang`).then(() => 'answered', () => 'cut off');
    await begun.promise;
    const before = performance.now();
    expect(await sample.service.stop()).toBe(false);
    expect(performance.now() - before).toBeLessThan(1_500);
    expect(await hanging).toBe('cut off');
  });

  it('has every command that it acknowledged in the log, and the rest not or whole', async () => {
    const stores = { EVENT_STORE_URL: `sqlite:${path.join(folder, 'ledger.db')}`, READ_MODEL_URL: `sqlite:${path.join(folder, 'views.db')}` };
    const sample = await open(stores);
    const key = sample.key('service');
    const acknowledged: string[] = [];
    let asked = 0, over = false;
    const caller = async () => {
      while (!over) {
        const box = `b${(asked += 1)}`;
        const response = await fetch(`${sample.url}/v1/sample/boxes/${box}/things`, { method: 'POST', headers: { 'x-api-key': key, 'idempotency-key': box, 'content-type': 'application/json' }, body: THINGS }).catch(() => undefined);
        if (response?.status === 201) acknowledged.push(`sampleBox-${box}`);
        else if (response === undefined || response.status === 503) over = true;
        else throw new Error(`unexpected ${response.status}`);
        await response?.text();
      }
    };
    const callers = Array.from({ length: 20 }, caller);
    while (acknowledged.length < 100) await sleep(5);
    expect(await sample.service.stop()).toBe(true);
    await Promise.all(callers);

    const again = await open(stores);
    const { events } = await again.log.readAll({ after: 0, limit: 1_000_000 });
    const recorded = events.map(({ stream }) => stream);
    expect(new Set(recorded).size).toBe(recorded.length);
    expect(recorded).toEqual(expect.arrayContaining(acknowledged));
    // The reaction goes on from its checkpoint and has seen all of it, view and all.
    const head = await again.log.head();
    const operator = again.key('operator');
    const list = await fetch(`${again.url}/v1/sample/boxes?limit=1`, { headers: { 'x-api-key': operator, 'at-least-position': String(head) } });
    expect(list.status).toBe(200);
    for (let i = 0; i < 100 && new Set(taken).size < head; i += 1) await sleep(20);
    expect(new Set(taken)).toEqual(new Set(recorded));
    await again.close();
  }, 20_000);

  it('stays ready, degraded, when one key of a consumer is parked', async () => {
    const sample = await open();
    await fetch(`${sample.url}/v1/sample/boxes/poison/things`, { method: 'POST', headers: { 'x-api-key': sample.key('service'), 'idempotency-key': 'p', 'content-type': 'application/json' }, body: THINGS });
    let health: { ready: boolean; degraded: boolean; checks: Record<string, unknown> } | undefined;
    for (let i = 0; i < 150 && health?.degraded !== true; i += 1) {
      await sleep(20);
      health = (await (await fetch(`${sample.url}/ready`)).json()) as typeof health;
    }
    expect(health).toMatchObject({ ready: true, degraded: true, checks: { consumers: { ok: false, weight: 'watched', reason: expect.stringContaining('sample-counter is running, 0 behind, 1 keys parked') } } });
    expect((await (await fetch(`${sample.url}/metrics`)).text()).split('\n')).toContain('consumer_parked_keys{consumer="sample-counter"} 1');
    await sample.close();
  }, 20_000);
});
