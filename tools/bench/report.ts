import { readFileSync } from 'node:fs';
import type { Result } from './result';
import { cell, median, numbers } from './table';

/**
 * Markdown for docs/benchmarks.md out of a file of JSON lines: runs of one workload with the same parameters are one
 * row, with the median, the spread and the load they were measured under. Throws when a line has no environment or its
 * check failed: such a run has no figure.
 */
export function report(file: string): string {
  const groups = new Map<string, Result[]>();
  for (const line of readFileSync(file, 'utf8').split('\n').filter((text) => text.startsWith('{'))) {
    const result = JSON.parse(line) as Result;
    if (!result.ok || result.environment === undefined) throw new Error(`A run of ${result.workload} is no figure: its check failed or it has no environment`);
    const key = `${result.workload} ${JSON.stringify(result.parameters)}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const head = ['workload', 'parameters', 'runs', 'per second: median (lowest to highest)', 'p50 ms', 'p99 ms', 'p99.9 ms', 'max ms', 'further, medians', 'load'];
  return [head, head.map(() => '---'), ...[...groups.values()].map(row)].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

const SHOWN: ReadonlySet<string> = new Set(['perSecond', 'p50Ms', 'p99Ms', 'p999Ms', 'maxMs', 'answered', 'applied', 'repeated']);

function row(results: readonly Result[]): string[] {
  const { workload, parameters, figures } = results[0]!;
  const rates = numbers(results, 'perSecond').sort((a, b) => a - b);
  const middle = (name: string) => cell(median(numbers(results, name)));
  const further = Object.keys(figures).filter((name) => !SHOWN.has(name) && typeof figures[name] === 'number');
  const loads = results.map(({ environment }) => environment.loadAverage[0]);
  return [
    workload,
    Object.entries(parameters).map(([name, value]) => `${name} ${cell(value)}`).join(', '),
    String(results.length),
    rates.length === 0 ? '' : `${cell(median(rates))} (${cell(rates[0])} to ${cell(rates.at(-1))})`,
    ...['p50Ms', 'p99Ms', 'p999Ms', 'maxMs'].map(middle),
    further.map((name) => `${name} ${middle(name)}`).join(', '),
    `${Math.min(...loads)} to ${Math.max(...loads)}`,
  ];
}
