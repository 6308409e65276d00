/** One case as it stands in the file. `k`: C any sane engine agrees, P under the group's profile, X a quirk that we do not have. */
export interface Case {
  readonly id: string;
  readonly k: 'C' | 'P' | 'X';
  readonly [word: string]: unknown;
}

/** A case with what the block around it says. */
export interface ReadCase {
  readonly group: string;
  readonly unit: 'major' | 'minor' | 'points';
  readonly case: Case;
  /** How a case was read that builds on another one. */
  readonly note?: string;
  /** It builds on a case that the file leaves out. */
  readonly guessed?: true;
}

export type Words = Readonly<Record<string, unknown>>;

/** A part of a case as words with values; nothing where there is none. */
export function words(value: unknown): Words {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Words) : {};
}

export function list(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as unknown[]) : [value];
}

export function texts(value: unknown): string[] {
  return list(value).map(String);
}
