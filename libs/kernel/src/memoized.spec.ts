import { memoized } from './memoized';

describe('memoized', () => {
  it('makes a result once, and anew once too many others were made', () => {
    const made: string[] = [];
    const named = memoized((text) => {
      made.push(text);
      return { text };
    }, 2);
    const a = named('a');
    expect(named('a')).toBe(a);
    expect(named('b')).toEqual({ text: 'b' });
    expect(made).toEqual(['a', 'b']);
    named('c');
    expect(named('a')).toEqual(a);
    expect(made).toEqual(['a', 'b', 'c', 'a']);
  });

  it('remembers nothing of what throws', () => {
    let calls = 0;
    const refusing = memoized((text) => {
      calls += 1;
      if (calls === 1) throw new Error(text);
      return text;
    });
    expect(() => refusing('x')).toThrow('x');
    expect(refusing('x')).toBe('x');
  });
});
