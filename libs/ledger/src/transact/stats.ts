/** What a ledger has done since it was opened; plain counters for metrics. */
export interface LedgerStats {
  commits: number;
  applied: number;
  rejected: number;
  repeated: number;
  overloaded: number;
  /** Commands decided anew because another writer was first. */
  redecided: number;
  failedCommits: number;
  events: number;
  snapshots: number;
  failedSnapshots: number;
}

export function noStats(): LedgerStats {
  return { commits: 0, applied: 0, rejected: 0, repeated: 0, overloaded: 0, redecided: 0, failedCommits: 0, events: 0, snapshots: 0, failedSnapshots: 0 };
}
