import type { Documents } from './documents';

/** How what is committed differs from what the code gives, a line for each file. */
export function stale(committed: Documents, made: Documents): readonly string[] {
  const names = [...new Set([...committed.keys(), ...made.keys()])].sort();
  return names.filter((name) => committed.get(name) !== made.get(name)).map((name) => {
    const what = !made.has(name) ? 'is not made any more' : !committed.has(name) ? 'is missing' : 'is not what the code gives';
    return `stale: ${name} ${what}: npm run contracts`;
  });
}
