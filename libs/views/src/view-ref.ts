/**
 * One build of a view. A new version of the projection gives a new version here; the same logic built again beside
 * itself gives the next build.
 */
export interface ViewRef {
  readonly name: string;
  readonly version: number;
  /** From 1. */
  readonly build: number;
}

/** The collection that holds a build: `points_accounts__v2`, and `points_accounts__v2_b3` for the third build of it. */
export function collectionName({ name, version, build }: ViewRef): string {
  return build === 1 ? `${name}__v${version}` : `${name}__v${version}_b${build}`;
}

export function sameView(a: ViewRef | undefined, b: ViewRef | undefined): boolean {
  return a !== undefined && b !== undefined && collectionName(a) === collectionName(b);
}
