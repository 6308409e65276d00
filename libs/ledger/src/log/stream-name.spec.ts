import { assertStreamName, categoryOf, idPartsOf, streamName } from './stream-name';

describe('the name of a stream', () => {
  it('is a category, a hyphen, and the parts of an id', () => {
    expect(streamName('pointsAccount', 'main', 'm42')).toBe('pointsAccount-main.m42');
    expect(streamName('order', '0190a3b4-7c1e-7000-8000-000000000001')).toBe('order-0190a3b4-7c1e-7000-8000-000000000001');
    expect(streamName('code', 'a_b~c@d:e')).toBe('code-a_b~c@d:e');
  });

  it('gives its category and its parts back', () => {
    expect([categoryOf('pointsAccount-main.m42'), idPartsOf('pointsAccount-main.m42')]).toEqual(['pointsAccount', ['main', 'm42']]);
    expect([categoryOf('order-a-b-c'), idPartsOf('order-a-b-c')]).toEqual(['order', ['a-b-c']]);
  });

  it('has 200 characters at most', () => {
    expect(assertStreamName(`a-${'x'.repeat(198)}`)).toHaveLength(200);
    expect(() => assertStreamName(`a-${'x'.repeat(199)}`)).toThrow(expect.objectContaining({ code: 'stream_name_invalid' }));
  });

  it.each(['', 'account', 'account-', '-a', 'Account-a', 'acc1-a', 'points_account-a', 'account-ä', 'account-a b', 'account-a/b', 'account-"', 'account-\\', 'account-a\n', `${'a'.repeat(41)}-x`, '$all', '$ce-account', 'account-a$b'])('is not %j', (name) => {
    expect(() => assertStreamName(name)).toThrow(expect.objectContaining({ code: 'stream_name_invalid', category: 'validation' }));
  });
});
