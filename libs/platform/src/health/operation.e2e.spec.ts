import { exchange } from '../testing/raw-http';
import { openSample, type Sample } from '../testing/sample-service';

describe('those who operate a service', () => {
  let sample: Sample;
  beforeAll(async () => {
    sample = await openSample();
    const key = sample.key('operator');
    const put = (id: string) => fetch(`${sample.url}/v1/sample/boxes/a/things`, {
      method: 'POST', headers: { 'x-api-key': key, 'idempotency-key': id, 'content-type': 'application/json' }, body: '{"colour":"red","things":[{"sku":"s","count":9}]}',
    });
    for (const id of ['1', '1', '2', '3']) await put(id);
  });
  afterAll(() => sample.close());

  it('learn that it lives, and how each part is', async () => {
    expect(await (await fetch(`${sample.url}/health`)).json()).toEqual({ status: 'up' });
    const ready = await fetch(`${sample.url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([200, {
      ready: true, degraded: false,
      checks: { service: { ok: true, weight: 'needed' }, 'event store': { ok: true, weight: 'needed' }, 'read model': { ok: true, weight: 'needed' }, 'message bus': { ok: true, weight: 'needed' }, views: { ok: true, weight: 'watched' }, consumers: { ok: true, weight: 'watched' } },
    }]);
  });

  it('read metrics of the ledger, the views and each route', async () => {
    const response = await fetch(`${sample.url}/metrics`);
    const text = await response.text();
    expect(response.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of [
      'ledger_commands_applied_total 2', 'ledger_commands_rejected_total 1', 'ledger_commands_repeated_total 1', 'ledger_events_total 2', 'ledger_commands_waiting 0',
      'view_lag_positions{view="sample_boxes__v1"} 0', 'view_failed{view="sample_boxes__v1"} 0',
      'http_request_duration_seconds_count{method="POST",route="/v1/sample/boxes/:box/things",status="201"} 3',
      'http_request_duration_seconds_count{method="POST",route="/v1/sample/boxes/:box/things",status="422"} 1',
    ]) expect(text.split('\n')).toContain(line);
    expect(text).toContain('process_cpu_user_seconds_total');
  });

  it('need a key for metrics when they come through a proxy', async () => {
    expect((await fetch(`${sample.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9' } })).status).toBe(401);
    expect((await fetch(`${sample.url}/metrics`, { headers: { 'x-forwarded-for': '203.0.113.9', 'x-api-key': sample.key('auditor') } })).status).toBe(200);
  });

  it('find security headers and a request id on every answer', async () => {
    for (const path of ['/health', '/nothing', '/v1/sample/boxes/a', '/docs']) {
      const { headers } = await fetch(`${sample.url}${path}`, { headers: { 'x-request-id': 'trace-7' } });
      expect(Object.fromEntries(headers)).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'x-request-id': 'trace-7' });
    }
    const { headers } = await exchange(Number(new URL(sample.url).port), 'GET /health HTTP/1.1\r\nhost: x\r\nx-request-id: <odd>\r\nconnection: close\r\n\r\n');
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{12}-[0-9a-z]+$/);
  });

  it('are told the reason when a needed part is down', async () => {
    const other = await openSample();
    await other.log.close();
    const ready = await fetch(`${other.url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, expect.objectContaining({ ready: false, checks: expect.objectContaining({ 'event store': { ok: false, weight: 'needed', reason: 'store_closed' } }) })]);
    await other.close();
  });
});
