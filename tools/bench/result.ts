import type { Check } from './check';
import type { Environment } from './environment';
import type { LatencyFigures } from './latencies';
import type { Load } from './load';

/** One run, as it is printed: one JSON line. Without `ok` there are no figures to quote. */
export interface Result {
  readonly workload: string;
  readonly run: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly ok: boolean;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly check: unknown;
  readonly environment: Environment;
}

/** What a workload gives back for one run, or for one stage of a run. */
export interface Measured {
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly figures: Readonly<Record<string, unknown>>;
  readonly check: Pick<Check, 'ok' | 'findings'>;
}

export interface LoadFigures extends LatencyFigures {
  readonly perSecond: number;
  readonly answered: number;
  readonly applied: number;
  readonly repeated: number;
  readonly rejected: Readonly<Record<string, number>>;
  readonly errors: Readonly<Record<string, number>>;
}

export function loadFigures({ perSecond, outcomes, latencies }: Load): LoadFigures {
  const of = (kind: string) => Object.fromEntries([...outcomes].filter(([name]) => name.startsWith(`${kind} `)).map(([name, count]) => [name.slice(kind.length + 1), count]));
  return {
    perSecond, ...latencies.figures(), answered: latencies.count,
    applied: outcomes.get('applied') ?? 0,
    repeated: outcomes.get('repeated') ?? 0,
    rejected: of('rejected'),
    errors: of('error'),
  };
}
