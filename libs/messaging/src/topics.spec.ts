import { commerceTopic, contextTopic, outcomesTopic, parkedTopic } from './topics';

describe('a topic', () => {
  it('says whose it is, what it carries and in which version', () => {
    expect(contextTopic('points', 'events')).toBe('loyalty.points.events.v1');
    expect(contextTopic('coupons', 'outcomes', 2)).toBe('loyalty.coupons.outcomes.v2');
    expect(commerceTopic('orders')).toBe('commerce.orders.v1');
    expect(parkedTopic('points.order-paid')).toBe('points.order-paid.parked');
  });

  it('of commands has one for their outcomes, in the same version; no other has', () => {
    expect(outcomesTopic(contextTopic('points', 'commands', 3))).toBe('loyalty.points.outcomes.v3');
    for (const topic of [contextTopic('points', 'events'), commerceTopic('orders'), 'loyalty.points.commands']) expect(outcomesTopic(topic)).toBeUndefined();
  });

  it.each([['Points', 1], ['points.events', 1], ['', 1], ['points', 0], ['points', 1.5], ['x'.repeat(300), 1]])('has no context %s in version %s', (context, version) => {
    expect(() => contextTopic(context, 'events', version)).toThrow(expect.objectContaining({ code: 'topic_invalid' }));
  });
});
