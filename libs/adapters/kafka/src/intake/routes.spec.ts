import { Routes } from './routes';

const COMMANDS = 'loyalty.points.commands.v1';
const handle = () => undefined;

describe('the patterns of controllers', () => {
  it('find a handler by type, on one topic or on any of the intake', () => {
    const routes = new Routes();
    const earn = { kind: 'command', handle } as const, placed = { kind: 'event', handle } as const;
    routes.add('points.earn.v1', earn);
    routes.add({ topic: 'commerce.orders.v1', type: 'order.placed.v1' }, placed);
    expect(routes.topics([COMMANDS])).toEqual([COMMANDS, 'commerce.orders.v1']);
    expect(routes.find(COMMANDS, 'points.earn.v1')).toBe(earn);
    expect(routes.find('commerce.orders.v1', 'order.placed.v1')).toBe(placed);
    expect(routes.find(COMMANDS, 'order.placed.v1')).toBeUndefined();
  });

  it('are refused where nobody could be answered, nothing would be read, or two would answer', () => {
    const routes = new Routes();
    expect(() => routes.add({ topic: 'commerce.orders.v1', type: 'x' }, { kind: 'command', handle })).toThrow(expect.objectContaining({ code: 'pattern_without_outcomes' }));
    expect(() => routes.add(7, { kind: 'event', handle })).toThrow(expect.objectContaining({ code: 'pattern_invalid' }));
    expect(() => routes.add({ topic: 'a' }, { kind: 'event', handle })).toThrow(expect.objectContaining({ code: 'pattern_invalid' }));
    routes.add('points.earn.v1', { kind: 'command', handle });
    expect(() => routes.add('points.earn.v1', { kind: 'command', handle })).toThrow(expect.objectContaining({ code: 'pattern_taken' }));
    expect(() => routes.topics([])).toThrow(expect.objectContaining({ code: 'pattern_without_topic' }));
    expect(() => routes.topics(['commerce.orders.v1'])).toThrow(expect.objectContaining({ code: 'pattern_without_outcomes' }));
  });

  it('let several handlers have one event, which Nest calls one after the other', () => {
    const routes = new Routes();
    const first = { kind: 'event', handle } as const;
    routes.add('order.placed.v1', first);
    routes.add('order.placed.v1', { kind: 'event', handle });
    expect(routes.find('any', 'order.placed.v1')).toBe(first);
  });
});
