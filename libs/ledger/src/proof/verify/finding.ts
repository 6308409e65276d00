/** Something in a log that is not as it should be. */
export interface Finding {
  /** Stable, for programs; docs/file-format.md lists them all. */
  readonly code: string;
  readonly position?: number;
  readonly commit?: number;
  readonly stream?: string;
  /** For people: what was expected and what was found. */
  readonly detail: string;
}

export type Report = (finding: Finding) => void;

/** What kind of damage a finding is; the command line has an exit code for each. */
export type FindingFamily = 'hash' | 'gap' | 'balance' | 'checkpoint' | 'proof';

/** Everything that can be wrong with a log whatever its events mean. */
export const LOG_FINDINGS: Readonly<Record<string, FindingFamily>> = {
  hash_mismatch: 'hash',
  root_mismatch: 'hash',
  node_mismatch: 'hash',
  position_gap: 'gap',
  revision_gap: 'gap',
  commit_gap: 'gap',
  envelope_mismatch: 'gap',
  undecodable_event: 'gap',
  time_reversed: 'gap',
  checkpoint_malformed: 'checkpoint',
  checkpoint_of_other_log: 'checkpoint',
  signature_invalid: 'checkpoint',
  truncated_before_checkpoint: 'checkpoint',
  forked_from_checkpoint: 'checkpoint',
};

/** Counts every finding and keeps the first of each code, so that a flood of one kind neither hides another nor fills memory. */
export class Findings {
  private readonly kept = new Map<string, Finding[]>();
  private readonly counted = new Map<string, number>();

  constructor(private readonly keptOfEachCode: number) {}

  readonly report: Report = (finding) => {
    const { code } = finding;
    const count = (this.counted.get(code) ?? 0) + 1;
    this.counted.set(code, count);
    if (count === 1) this.kept.set(code, [finding]);
    else if (count <= this.keptOfEachCode) this.kept.get(code)!.push(finding);
  };

  /** How many of each code there were, kept or not. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.counted].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The kept ones in the order of the log. */
  list(): readonly Finding[] {
    return [...this.kept.values()].flat().sort((a, b) => (a.position ?? Infinity) - (b.position ?? Infinity) || (a.commit ?? Infinity) - (b.commit ?? Infinity));
  }
}
