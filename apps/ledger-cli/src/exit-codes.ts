import { isDomainError, type DomainError } from '@loyalty/kernel';
import { LOG_FINDINGS, type FindingFamily } from '@loyalty/ledger';
import { POINTS_FINDINGS } from '@loyalty/points';

/** What the shell is told. Documented in README.md and docs/file-format.md; never renumbered. */
export const EXIT = {
  clean: 0,
  /** Findings of more than one family. */
  findings: 1,
  usage: 2,
  /** The store is not there, is no ledger, is of an unknown format or is damaged. */
  storeRefused: 3,
  /** Something else is in the way: a lock, a full disk. Trying again may help. */
  unavailable: 4,
  hash: 10,
  gap: 11,
  balance: 12,
  checkpoint: 13,
  proof: 14,
  /** A mistake of ours. */
  internal: 70,
} as const;

const FAMILIES: Readonly<Record<string, FindingFamily>> = {
  ...LOG_FINDINGS, ...POINTS_FINDINGS,
  proof_invalid: 'proof', proof_malformed: 'proof', proof_out_of_range: 'proof', tree_incomplete: 'hash',
};

/** A family's own code when all findings are of one family. */
export function exitCodeOf(codes: readonly string[]): number {
  const families = new Set(codes.map((code) => FAMILIES[code] ?? 'gap'));
  if (families.size === 0) return EXIT.clean;
  return families.size === 1 ? EXIT[[...families][0]!] : EXIT.findings;
}

export function exitCodeOfError(error: unknown): number {
  if (isDomainError(error)) return exitCodeOfDomainError(error);
  if (!isSystemError(error)) return EXIT.internal;
  return NAMED_WRONGLY.has(error.code ?? '') ? EXIT.usage : EXIT.unavailable;
}

function exitCodeOfDomainError({ code, category }: DomainError): number {
  if (FAMILIES[code] !== undefined) return exitCodeOf([code]);
  if (category === 'corruption' || code === 'store_not_found') return EXIT.storeRefused;
  return category === 'unavailable' || category === 'overloaded' ? EXIT.unavailable : EXIT.usage;
}

const NAMED_WRONGLY: ReadonlySet<string> = new Set(['ENOENT', 'ENOTDIR', 'EISDIR', 'EEXIST']);

/** Of the operating system: no such file, no right to read it, no room. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return typeof (error as NodeJS.ErrnoException | undefined)?.syscall === 'string';
}
