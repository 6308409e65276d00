import type { Instant } from '@loyalty/kernel';

/** Everything of the world that a command may touch, so that tests bring their own. */
export interface Io {
  readonly out: NodeJS.WritableStream;
  readonly err: NodeJS.WritableStream & { readonly isTTY?: boolean };
  /** Whether people look at standard output. */
  readonly forPeople: boolean;
  readonly env: Readonly<Record<string, string | undefined>>;
  now(): Instant;
}

/** What a command came to: the same facts for programs and for people. */
export interface Answer {
  readonly exitCode: number;
  readonly json: unknown;
  readonly text: string;
}
