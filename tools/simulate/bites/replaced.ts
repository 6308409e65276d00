/** The same part with some of its methods replaced; the others are its own. */
export function replaced<Part extends object>(part: Part, by: Partial<Part>): Part {
  return new Proxy(part, {
    get(target, name) {
      const own: unknown = by[name as keyof Part] ?? target[name as keyof Part];
      return typeof own === 'function' ? own.bind(target) : own;
    },
  });
}
