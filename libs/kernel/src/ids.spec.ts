import { assertId, isId, manualClock, seededRandom, uuidSource, uuidV7 } from './index';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('an id', () => {
  it.each(['a', 'member-42', 'order:2026_07~x@shop', 'Z'.repeat(64)])('may be %s', (text) => expect(isId(text)).toBe(true));

  it.each(['', 'a.b', 'a b', 'é', 'a/b', 'a\n', 'Z'.repeat(65), 42, null, undefined, {}])('may not be %j', (text) => expect(isId(text)).toBe(false));

  it('is refused by the name of its field, without repeating what was sent', () => {
    const attempt = () => assertId('jane.doe@example.com', 'memberId');
    expect(attempt).toThrow(expect.objectContaining({ category: 'validation', code: 'id_invalid', facts: { field: 'memberId' } }));
    expect(attempt).not.toThrow(/jane/);
  });
});

describe('a UUID version 7', () => {
  it('holds the time in front (RFC 9562) and is an id', () => {
    const id = uuidV7(manualClock('2022-02-22T19:22:22Z'), seededRandom(1));
    expect(id).toMatch(UUID_V7);
    expect(id.slice(0, 13)).toBe('017f22e2-79b0'); // the time of the example in RFC 9562, appendix A.6
    expect(isId(id)).toBe(true);
  });

  it('grows within one millisecond, past 4,096 of them, and when the clock steps back', () => {
    const clock = manualClock('2026-01-01T00:00:01Z');
    const next = uuidSource(clock, seededRandom(5));
    const ids = Array.from({ length: 10_000 }, next);
    clock.set('2026-01-01T00:00:00Z');
    ids.push(next());
    clock.set('2026-01-01T00:00:05Z');
    ids.push(next());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => UUID_V7.test(id))).toBe(true);
  });
});
