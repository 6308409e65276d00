import { assertPublishedDecision, assertPublishedEvent, assertPublishedRecord } from '.';

const stream = 'sku-main.tea';
const event = { stream, type: 'stock.changed.v1', data: { factId: 'f1', shop: 'main', sku: 'tea', availableQuantity: 5 } };

const record = {
  topic: 'loyalty.points.outcomes.v1', key: 'm42', value: JSON.stringify({ commandId: 'c1', status: 'rejected', error: { code: 'points_insufficient', category: 'state', message: 'Only 3 points', facts: { available: 3 } } }),
  headers: { 'content-type': 'application/json', ce_specversion: '1.0', ce_id: 'c1', ce_source: '/services/points', ce_type: 'points.earn.outcome.v1', ce_subject: 'm42' },
};

describe('what is published', () => {
  it('is an event as its context may write it, and any event on streams of nobody', () => {
    expect(() => assertPublishedEvent(event)).not.toThrow();
    expect(() => assertPublishedEvent({ ...event, stream: 'sampleBox-1', data: {} })).not.toThrow();
    expect(() => assertPublishedDecision({ type: 'sample.put.v1', data: {} })).not.toThrow();
  });

  it.each([
    ['a member of the wrong type', { data: { ...event.data, availableQuantity: '5' } }, '/availableQuantity must be integer'],
    ['a fraction', { data: { ...event.data, availableQuantity: 0.5 } }, '/availableQuantity must be integer'],
    ['a missing member', { data: { factId: 'f1', shop: 'main', sku: 'tea' } }, "must have required property 'availableQuantity'"],
    ['a member that is not described', { data: { ...event.data, shelf: 7 } }, 'must NOT have additional properties {"additionalProperty":"shelf"}'],
    ['a type that no context has', { type: 'stock.vanished.v1' }, 'docs/contracts knows of no stock.vanished.v1 on loyalty.commerce.events.v1'],
    ['a type of another context', { type: 'points.frozen.v1' }, 'knows of no points.frozen.v1 on loyalty.commerce.events.v1'],
    ['a stream where it may not stand', { stream: 'order-main.A-1' }, 'stock.changed.v1 may not stand on order'],
  ])('is not an event with %s', (_, wrong, message) => {
    expect(() => assertPublishedEvent({ ...event, ...wrong })).toThrow(message);
  });

  it('is not a decision with a wrong member, on whatever stream it comes to stand', () => {
    expect(() => assertPublishedDecision({ ...event, data: { ...event.data, availableQuantity: null } })).toThrow('/availableQuantity must be integer');
  });

  it('is a record with its key and its headers', () => {
    expect(() => assertPublishedRecord(record)).not.toThrow();
  });

  it.each([
    ['the key', { key: '' }, 'The key of points.earn.outcome.v1'],
    ['a header', { headers: { ...record.headers, ce_source: 'points' } }, '/ce_source must match pattern'],
    ['a header too many', { headers: { ...record.headers, ce_extra: '1' } }, '"additionalProperty":"ce_extra"'],
    ['the type', { headers: { ...record.headers, ce_type: 'points.gamble.outcome.v1' } }, 'knows of no points.gamble.outcome.v1'],
    ['the value', { value: '{"commandId":"c1","status":"lost"}' }, 'is not as docs/contracts says'],
  ])('is not a record with something wrong in %s', (_, wrong, message) => {
    expect(() => assertPublishedRecord({ ...record, ...wrong })).toThrow(message);
  });
});
