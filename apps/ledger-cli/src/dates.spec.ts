import { fromOf, untilOf } from './dates';

describe('a plain date', () => {
  it.each([
    ['2026-01-31', 'UTC', '2026-01-31T00:00:00.000Z', '2026-01-31T23:59:59.999Z'],
    ['2026-01-31', 'Asia/Jerusalem', '2026-01-30T22:00:00.000Z', '2026-01-31T21:59:59.999Z'],
    // Clocks go forward at 2:00: the day has 23 hours.
    ['2026-03-27', 'Asia/Jerusalem', '2026-03-26T22:00:00.000Z', '2026-03-27T20:59:59.999Z'],
    // There is no midnight on the next day: summer time begins at it.
    ['2018-11-03', 'America/Sao_Paulo', '2018-11-03T03:00:00.000Z', '2018-11-04T02:59:59.999Z'],
    ['2018-11-04', 'America/Sao_Paulo', '2018-11-04T03:00:00.000Z', '2018-11-05T01:59:59.999Z'],
  ])('%s in %s is from %s to %s', (date, zone, from, until) => {
    expect([fromOf(date, zone), untilOf(date, zone)]).toEqual([from, until]);
  });
});

it('a time is itself, wherever', () => {
  expect(untilOf('2026-01-31T18:00:00+02:00', 'America/New_York')).toBe('2026-01-31T16:00:00.000Z');
  expect(fromOf('2026-01-31T18:00:00Z', 'America/New_York')).toBe('2026-01-31T18:00:00.000Z');
});

it.each(['yesterday', '2026-02-30', '2026-01-31T18:00:00', '31.1.2026'])('%s is no date', (text) => {
  expect(() => untilOf(text, 'UTC')).toThrow(expect.objectContaining({ code: 'date_invalid' }));
});
