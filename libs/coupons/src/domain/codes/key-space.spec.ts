import { assertKeySpace } from './key-space';

const HEX = '0123456789abcdef';

it('at most half of what is free of a pattern is made', () => {
  expect(() => assertKeySpace({ alphabet: HEX, length: 1 }, 0, 8)).not.toThrow();
  expect(() => assertKeySpace({ alphabet: HEX, length: 1 }, 0, 9)).toThrow(expect.objectContaining({ code: 'key_space_exhausted' }));
  expect(() => assertKeySpace({ alphabet: HEX, length: 1 }, 1, 8)).toThrow(expect.objectContaining({ code: 'key_space_exhausted' }));
  expect(() => assertKeySpace({ alphabet: HEX, length: 40 }, 0, 10_000_000)).not.toThrow();
});
