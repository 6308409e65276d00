const REMEMBERED_MAX = 4_096;

/**
 * The same function of a text, which gives the same result again for the texts of late. Only for what depends on nothing
 * but the text and is never changed. When `most` are remembered all are forgotten.
 */
export function memoized<T>(make: (text: string) => T, most = REMEMBERED_MAX): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    let result = known.get(text);
    if (result === undefined) {
      result = make(text);
      if (known.size >= most) known.clear();
      known.set(text, result);
    }
    return result;
  };
}
