import type { Ledger } from '@loyalty/ledger';
import type { Metrics } from './metrics';

/** What the writer has done and what waits for it. */
export function measureLedger(metrics: Metrics, ledger: Pick<Ledger, 'stats' | 'depth'>): void {
  const { stats } = ledger;
  metrics.counter('ledger_commits_total', 'Durable commits', () => stats.commits);
  metrics.counter('ledger_events_total', 'Events recorded', () => stats.events);
  metrics.counter('ledger_commands_applied_total', 'Commands applied', () => stats.applied);
  metrics.counter('ledger_commands_rejected_total', 'Commands refused by the rules of the domain', () => stats.rejected);
  metrics.counter('ledger_commands_repeated_total', 'Commands answered from the record', () => stats.repeated);
  metrics.counter('ledger_commands_overloaded_total', 'Commands turned away because too many were waiting', () => stats.overloaded);
  metrics.counter('ledger_commands_redecided_total', 'Commands decided anew because another writer was first', () => stats.redecided);
  metrics.counter('ledger_commits_failed_total', 'Commits that the store did not take', () => stats.failedCommits);
  metrics.counter('ledger_snapshots_total', 'Snapshots written', () => stats.snapshots);
  metrics.counter('ledger_snapshots_failed_total', 'Snapshots that could not be written', () => stats.failedSnapshots);
  metrics.gauge('ledger_commands_waiting', 'Commands that are not answered yet', () => ledger.depth);
}
