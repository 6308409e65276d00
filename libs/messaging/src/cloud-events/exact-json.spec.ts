import { parseExactJson } from './exact-json';

describe('JSON from elsewhere', () => {
  it.each([['{"points":9007199254740991}', { points: 9007199254740991 }], ['[-9007199254740991, 0.1]', [-9007199254740991, 0.1]], ['"1234567890123456789"', '1234567890123456789'], ['null', null]])(
    'is read as it stands: %s', (text, value) => expect(parseExactJson(text)).toEqual(value));

  it.each(['{"points":9007199254740993}', '[[-12345678901234567890]]'])('is refused when a number would be rounded: %s', (text) =>
    expect(() => parseExactJson(text)).toThrow(expect.objectContaining({ code: 'number_not_exact', category: 'validation' })));

  it.each(['{', '', '{"a":}', '{"__proto__":{}}', '{"__pr\\u006fto__":{}}'])('is refused when it is none, or would reach a prototype: %s', (text) =>
    expect(() => parseExactJson(text)).toThrow(expect.objectContaining({ code: 'json_malformed' })));
});
