import type { Instant } from '@loyalty/kernel';
import type { RecordedEvent } from '@loyalty/ledger';
import { readCloudEvent, toBinary } from './binary';
import { fromCloudEvent, toCloudEvent } from './of-recorded';

const logId = '0123456789abcdef0123456789abcdef';
const earned: RecordedEvent = {
  position: 5_000_000_000, stream: 'pointsAccount-main.m42', revision: 7, type: 'points.earned.v1', data: { points: 120, note: 'שלום' },
  recordedAt: '2025-03-01T10:00:00.000Z' as Instant, effectiveAt: '2025-02-28T22:00:00.000Z' as Instant, command: 'cmd-1', actor: 'checkout', cause: 'order-web.1@3',
};

describe('an event of the log as a CloudEvent', () => {
  it('has the attributes that other teams rely on', () => {
    expect(toCloudEvent(earned, logId)).toEqual({
      specversion: '1.0', id: 'pointsAccount-main.m42@7', source: `/ledger/${logId}`, type: 'points.earned.v1', subject: 'pointsAccount-main.m42',
      time: '2025-03-01T10:00:00.000Z', datacontenttype: 'application/json', position: '5000000000', revision: '7',
      command: 'cmd-1', actor: 'checkout', effectiveat: '2025-02-28T22:00:00.000Z', cause: 'order-web.1@3', data: { points: 120, note: 'שלום' },
    });
  });

  it('names its attributes in lower case letters and digits, as the specification demands', () => {
    expect(Object.keys(toCloudEvent(earned, logId)).every((name) => /^[a-z0-9]{1,20}$/.test(name))).toBe(true);
  });

  it('is sent in binary mode: attributes as headers, data as the value', () => {
    const { headers, value } = toBinary(toCloudEvent(earned, logId));
    expect(headers).toMatchObject({ 'content-type': 'application/json', ce_specversion: '1.0', ce_id: 'pointsAccount-main.m42@7', ce_position: '5000000000' });
    expect(JSON.parse(value)).toEqual(earned.data);
  });

  const { cause: _, ...withoutCause } = earned;

  it.each([['with a cause', earned], ['without a cause', withoutCause]])('comes back from either mode as the event that it was, %s', (_name, event) => {
    const cloudEvent = toCloudEvent(event, logId);
    const structured = { headers: { 'content-type': 'application/cloudevents+json; charset=utf-8' }, value: JSON.stringify(cloudEvent) };
    for (const message of [toBinary(cloudEvent), structured]) {
      expect(fromCloudEvent(readCloudEvent(message))).toEqual({ event, logId });
    }
  });

  it.each([
    ['specversion', { specversion: '0.3' }], ['source', { source: '/elsewhere' }], ['id', { id: 'pointsAccount-main.m42@8' }],
    ['position', { position: '05' }], ['position', { position: 5 }], ['type', { type: '' }], ['actor', { actor: undefined }],
  ])('is refused when %s is not as a ledger writes it', (attribute, wrong) => {
    const event = { ...toCloudEvent(earned, logId), ...wrong } as never;
    expect(() => fromCloudEvent(event)).toThrow(expect.objectContaining({ code: 'cloud_event_invalid', facts: { attribute } }));
  });

  it.each([
    ['no attributes', { headers: {}, value: '{}' }],
    ['a structured list', { headers: { 'content-type': 'application/cloudevents+json' }, value: '[]' }],
  ])('is not read from a message with %s', (_name, message) => {
    expect(() => readCloudEvent(message)).toThrow(expect.objectContaining({ code: 'cloud_event_invalid' }));
  });

  it('is not read from a value that is no JSON', () => {
    expect(() => readCloudEvent({ headers: { ce_id: 'x' }, value: '{' })).toThrow(expect.objectContaining({ code: 'json_malformed' }));
  });
});
