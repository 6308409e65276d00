import type { CodeShape } from '@loyalty/contracts';

/** Shapes of one length that are told apart; more of them become one. */
const PER_LENGTH_MAX = 16;

const covers = (wide: CodeShape, narrow: CodeShape) => wide.length === narrow.length && narrow.prefix.startsWith(wide.prefix);

/** What codes look like: for each length in use, all that they begin with alike. */
export function shapesOf(codes: Iterable<string>): readonly CodeShape[] {
  const prefixes = new Map<number, string>();
  for (const code of codes) prefixes.set(code.length, alike(prefixes.get(code.length) ?? code, code));
  return [...prefixes].map(([length, prefix]) => ({ length, prefix })).sort((a, b) => a.length - b.length);
}

/** Those of the shapes that the known ones do not cover. */
export function newShapes(known: readonly CodeShape[], shapes: readonly CodeShape[]): readonly CodeShape[] {
  return shapes.filter((shape) => !known.some((one) => covers(one, shape))).map((shape) => {
    const same = known.filter(({ length }) => length === shape.length);
    return same.length < PER_LENGTH_MAX ? shape : same.reduce((all, { prefix }) => ({ length: all.length, prefix: alike(all.prefix, prefix) }), shape);
  });
}

/** With the new ones; what they cover is left out. */
export function withShapes(known: readonly CodeShape[], added: readonly CodeShape[]): readonly CodeShape[] {
  return [...known.filter((shape) => !added.some((one) => covers(one, shape))), ...added];
}

function alike(a: string, b: string): string {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return a.slice(0, length);
}
