/**
 * What a generated code's characters are drawn from: Crockford's 32 digits and letters, digits alone, or the 23 letters
 * without I, L and O.
 */
export type CodeCharset = 'crockford' | 'digits' | 'letters';

/** How generated codes look: the prefix, so many characters that differ from code to code, and one check character. */
export interface CodeFormat {
  /** As it is printed; letters and digits. */
  readonly prefix: string;
  readonly charset: CodeCharset;
  /** Characters between the prefix and the check character. */
  readonly length: number;
  /** Characters between hyphens in print; 0: no hyphens. */
  readonly groupOf: number;
}
